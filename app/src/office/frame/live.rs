//! Keeps something of the server's in sight: asks again when the campaign changes, shows the last answer meanwhile.

use std::future::Future;

use dioxus::prelude::*;
use futures::StreamExt;
use shared::problem::Problem;

use super::by_pointer::ByPointer;
use super::followed::use_followed;
use crate::office::shown::Shown;
use crate::ui::{ENDED, look_again};
use crate::{net, platform};

/// The least time between two questions, so that a rush of ballots does not become a rush of questions.
const PAUSE_MS: u32 = 500;

/// Something of the server's.
pub struct Live<T: 'static> {
    shown: Signal<Shown<ByPointer<T>>>,
    asks: Coroutine<String>,
    question: Memo<String>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

impl<T> Live<T> {
    /// What is shown now.
    pub fn shown(self) -> Shown<ByPointer<T>> {
        self.shown.read().clone()
    }

    /// The last answer, if there is one.
    pub fn value(self) -> Option<ByPointer<T>> {
        self.shown.read().value.clone()
    }

    /// Asks again.
    pub fn ask(self) {
        self.asks.send(self.question.peek().clone());
    }
}

/// Asks `question` by `fetch` now, whenever the question is another one, and whenever the campaign of the frame changes.
pub fn use_live<T, F>(
    question: impl FnMut() -> String + 'static,
    fetch: impl Fn(String) -> F + Copy + 'static,
) -> Live<T>
where
    T: 'static,
    F: Future<Output = Result<T, Problem>> + 'static,
{
    let followed = use_followed();
    let mut unanswered = followed.unanswered;
    let mut shown = use_signal(Shown::<ByPointer<T>>::default);
    let question = use_memo(question);
    let asks = use_coroutine(move |mut asked: UnboundedReceiver<String>| async move {
        while let Some(mut question) = asked.next().await {
            while let Ok(newer) = asked.try_recv() {
                question = newer;
            }
            let answer = fetch(question.clone()).await;
            if answer.as_ref().is_err_and(net::is_signed_out) {
                *ENDED.write() = true;
            }
            if answer.is_err() {
                unanswered.set(true);
            }
            let refused = answer.as_ref().is_err_and(net::is_refused);
            shown.write().answered(&question, answer.map(ByPointer::new), platform::now(), refused);
            if refused {
                look_again().await;
            }
            platform::sleep(PAUSE_MS).await;
        }
    });
    use_effect(move || {
        let question = question();
        let _ = (followed.beat)();
        if !shown.peek().asks(&question) {
            shown.write().ask(&question);
        }
        asks.send(question);
    });
    Live { shown, asks, question }
}
