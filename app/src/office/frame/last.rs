//! Screens of what is no campaign's: the last answer stays in sight while another one comes, and what went wrong beside it.

use std::future::Future;

use dioxus::prelude::*;
use shared::problem::Problem;
use shared::wire::Role;

use super::freshness::Absent;
use crate::office::shown::Shown;
use crate::ui::{Notice, Tone, look_again, may, t};
use crate::{net, platform};

/// Something of the server's that is asked for once, and again when it is told to.
pub struct Last<T: 'static> {
    shown: Signal<Shown<T>>,
    resource: Resource<Result<T, Problem>>,
}

impl<T> Clone for Last<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Last<T> {}

impl<T> Last<T> {
    /// Asks again.
    pub fn ask(mut self) {
        self.resource.restart();
    }
}

impl<T: Clone> Last<T> {
    /// What stands below the heading: why there is no newer answer, and the last one by `body`.
    pub fn show(self, body: impl FnOnce(T) -> Element) -> Element {
        let Shown { value, problem, .. } = self.shown.read().clone();
        rsx! {
            if value.is_none() || problem.is_some() {
                Absent { problem, onagain: move |()| self.ask() }
            }
            {value.map(body)}
        }
    }
}

/// Asks by `ask` now, and whenever a signal that it reads is another one.
pub fn use_last<T: Clone, F>(ask: impl FnMut() -> F + 'static) -> Last<T>
where
    F: Future<Output = Result<T, Problem>> + 'static,
{
    let resource = use_resource(ask);
    let mut shown = use_signal(Shown::<T>::default);
    use_effect(move || {
        if let Some(answer) = resource.read().as_ref() {
            let refused = answer.as_ref().is_err_and(net::is_refused);
            shown.write().answered("", answer.clone(), platform::now(), refused);
            if refused {
                spawn(look_again());
            }
        }
    });
    Last { shown, resource }
}

/// What only admins of every campaign see; others are told so.
#[component]
pub fn AdminsOnly(children: Element) -> Element {
    if may(&[Role::Admin], None) {
        return children;
    }
    rsx! {
        Notice { tone: Tone::Warning, heading: true, title: t("admin.not-yours"),
            p { {t("admin.not-yours-text")} }
        }
    }
}
