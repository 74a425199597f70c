//! The browser's history, as the router asks for it: each step begins at the top of its screen, and whoever goes back is where they
//! were. dioxus has one, too; it comes with what runs scripts by their text, which the app never does, and weighs with that.

use std::rc::Rc;
use std::sync::Arc;

use dioxus_history::{History, provide_history_context};
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ScrollRestoration, Window};

use super::listen;

/// The steps of this window.
struct Steps {
    window: Window,
    steps: web_sys::History,
}

/// Gives the router the browser's history. Call it once, above the router.
pub fn provide_history() {
    let Some(window) = web_sys::window() else { return };
    let Ok(steps) = window.history() else { return };
    let _ = steps.set_scroll_restoration(ScrollRestoration::Manual);
    provide_history_context(Rc::new(Steps { window, steps }));
}

impl Steps {
    /// How far the window is scrolled, kept with a step.
    fn scrolled(&self) -> JsValue {
        let (x, y) = (self.window.scroll_x(), self.window.scroll_y());
        Array::of2(&x.unwrap_or_default().into(), &y.unwrap_or_default().into()).into()
    }

    fn to_top(&self) {
        self.window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

impl History for Steps {
    fn current_route(&self) -> String {
        let at = self.window.location();
        [at.pathname(), at.search(), at.hash()].into_iter().filter_map(Result::ok).collect()
    }

    fn go_back(&self) {
        let _ = self.steps.back();
    }

    fn go_forward(&self) {
        let _ = self.steps.forward();
    }

    fn push(&self, route: String) {
        if route == self.current_route() {
            return;
        }
        let _ = self.steps.replace_state_with_url(&self.scrolled(), "", None);
        if self.steps.push_state_with_url(&JsValue::NULL, "", Some(&route)).is_ok() {
            self.to_top();
        }
    }

    fn replace(&self, route: String) {
        if self.steps.replace_state_with_url(&JsValue::NULL, "", Some(&route)).is_ok() {
            self.to_top();
        }
    }

    fn external(&self, url: String) -> bool {
        self.window.location().set_href(&url).is_ok()
    }

    fn updater(&self, came: Arc<dyn Fn() + Send + Sync>) {
        let (window, steps) = (self.window.clone(), self.steps.clone());
        listen(&self.window, "popstate", move || {
            came();
            let kept = steps.state().ok().and_then(|state| state.dyn_into::<Array>().ok());
            let Some((x, y)) = kept.and_then(|at| at.get(0).as_f64().zip(at.get(1).as_f64())) else { return };
            // The screen is drawn first.
            let back = window.clone();
            let scroll = Closure::once_into_js(move || back.scroll_to_with_x_and_y(x, y));
            let _ = window.request_animation_frame(scroll.unchecked_ref());
        });
    }
}
