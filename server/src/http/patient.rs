//! A connection that never says what it wants is closed. Hyper's own limit begins only when it knows the protocol.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum_server::accept::Accept;
use futures::future::BoxFuture;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::carried::{Aboard, Carried};

/// So many bytes tell HTTP/2 from HTTP/1; from then on hyper watches.
const TELLING: usize = 24;

/// Accepts connections that must begin to speak in time.
#[derive(Clone, Debug)]
pub struct Patient<A> {
    /// Accepts them first.
    pub inner: A,
    /// How long a connection may be silent.
    pub patience: Duration,
}

impl<I, S, A> Accept<I, S> for Patient<A>
where
    A: Accept<I, S>,
    A::Future: Send + 'static,
{
    type Stream = Carried<A::Stream, Awaited>;
    type Service = A::Service;
    type Future = BoxFuture<'static, io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: I, service: S) -> Self::Future {
        let (accepted, patience) = (self.inner.accept(stream, service), self.patience);
        Box::pin(async move {
            let (stream, service) = accepted.await?;
            let aboard = Awaited(Some((Box::pin(sleep(patience)), TELLING)));
            Ok((Carried { stream, aboard }, service))
        })
    }
}

/// Awaits the first bytes of a connection: until when, and how many are missing; nothing once they came.
#[derive(Debug)]
pub struct Awaited(Option<(Pin<Box<Sleep>>, usize)>);

impl Aboard for Awaited {
    fn poll_read<S: AsyncRead + Unpin>(
        &mut self,
        stream: &mut S,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(stream).poll_read(cx, buf);
        if let Some((until, missing)) = &mut self.0 {
            *missing = missing.saturating_sub(buf.filled().len() - before);
            if *missing == 0 {
                self.0 = None;
            } else if read.is_pending() {
                ready!(until.as_mut().poll(cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        read
    }
}
