//! The way to the server: the sync's own machine decides, as on a tablet; what it asks for is done here.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use reqwest::header::{CONTENT_ENCODING, RETRY_AFTER};
use reqwest::{Client, Url};
use shared::ballot::Digest;
use shared::carry::CarriedReceipt;
use shared::problem::Problem;
use shared::sync::{Ack, Config, Entry, Heard, Input, Machine, Output, Reply, State, SyncState, Try, Wake};
use shared::wire::{BatchAnswer, EPOCH, ProblemDocument, Receipt, frame};
use uuid::Uuid;

use super::carried::{Carried, Row};
use crate::cli::report::Failure;
use crate::clock::{Clock as _, SystemClock};
use crate::crypto;

/// What came back.
#[derive(Default)]
pub struct Came {
    /// The receipts.
    pub receipts: Vec<CarriedReceipt>,
    /// Ballots that the server will not have as they are: the line, the ballot, why.
    pub refused: Vec<(u32, Uuid, Problem)>,
    /// With which status each was answered.
    statuses: BTreeMap<Digest, u16>,
}

impl Came {
    /// How many ballots are new there, were there before, and wait for a person.
    pub fn counts(&self, carried: &Carried) -> [usize; 3] {
        [201, 200, 202].map(|wanted| {
            let status = |it: &&CarriedReceipt| self.statuses.get(&it.receipt.digest) == Some(&wanted);
            let is_ballot = |it: &&CarriedReceipt| !carried.is_apart(&it.receipt.digest);
            self.receipts.iter().filter(is_ballot).filter(status).count()
        })
    }
}

/// A server, and who calls.
pub struct Road {
    http: Client,
    server: Url,
    token: String,
    patience: Duration,
    epoch: Option<Uuid>,
    /// Why the server did not let us in.
    refusal: Option<Problem>,
}

impl Road {
    /// The server at this address, called with the token of this file.
    pub fn new(server: &str, token_file: &Path, patience: Duration) -> Result<Self, Failure> {
        let refused = |code, what, value: &str| Failure::Refused(Problem::new(code).with(what, value));
        let url = Url::parse(server).ok().filter(|url| url.has_host() && url.scheme().starts_with("http"));
        let url = url.ok_or_else(|| refused("send.server", "server", server))?;
        let name = token_file.display().to_string();
        let token = std::fs::read_to_string(token_file).unwrap_or_default().trim().to_owned();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(refused("send.token", "file", &name));
        }
        crypto::install();
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let http = http.map_err(anyhow::Error::from)?;
        Ok(Self { http, server: url, token, patience, epoch: None, refusal: None })
    }

    /// Brings these ballots there, until each is received or refused; or says what holds the rest up.
    pub async fn bring(
        &mut self,
        carried: &Carried,
        round: &BTreeMap<Uuid, Row>,
        came: &mut Came,
        progress: impl Fn(usize),
    ) -> Result<(), Problem> {
        let mut machine = Machine::new(Config::default(), now_ms());
        let mut state = SyncState::default();
        let (mut heard_ms, mut settled) = (now_ms(), came.receipts.len() + came.refused.len());
        machine.handle(now_ms(), Input::Wake(Wake::Start));
        loop {
            while let Some(output) = machine.poll() {
                let input = match output {
                    Output::Load => {
                        let entries = round.values().map(|row| row.entry.clone()).collect();
                        Input::Loaded { entries, unreadable: 0, epoch: self.epoch }
                    }
                    Output::StoreEpoch(epoch) => {
                        self.epoch = Some(epoch);
                        Input::EpochStored(epoch)
                    }
                    Output::Store(entry) => {
                        came.keep(&entry, round);
                        Input::Stored { id: entry.id }
                    }
                    // Nothing of the file is ever deleted.
                    Output::Forget { id, .. } => Input::StoreFailed { id },
                    Output::Status(now) => {
                        state = now;
                        continue;
                    }
                    Output::Send { campaign, tries } => {
                        let within_ms = machine.poll_timeout().unwrap_or_default().saturating_sub(now_ms());
                        let within = Duration::from_millis(within_ms.max(1_000));
                        let sealed: Vec<Option<Vec<u8>>> =
                            tries.iter().map(|one| carried.bytes(round.get(&one.id)?).ok()).collect();
                        self.sent(&mut machine, &campaign, &tries, sealed, within, came).await
                    }
                };
                machine.handle(now_ms(), input);
            }
            let now_settled = came.receipts.len() + came.refused.len();
            if now_settled > settled {
                (settled, heard_ms) = (now_settled, now_ms());
                progress(settled);
            }
            if state.unsent == 0 {
                return Ok(());
            }
            if state.needs_sign_in {
                return Err(self.refusal.take().unwrap_or_else(|| Problem::new("session.none")));
            }
            let patience_ms = u64::try_from(self.patience.as_millis()).unwrap_or(u64::MAX);
            if now_ms().saturating_sub(heard_ms) > patience_ms {
                // What tablets are told of it promises that they go on by themselves.
                let said = state.problem.filter(|problem| problem.code != "sync.no_answer");
                return Err(said.unwrap_or_else(|| Problem::new("send.no_answer")));
            }
            let wait_ms = machine.poll_timeout().unwrap_or_default().saturating_sub(now_ms());
            tokio::time::sleep(Duration::from_millis(wait_ms)).await;
            machine.handle(now_ms(), Input::Timer);
        }
    }

    /// Sends what can be read of these; of what cannot the machine is told first.
    async fn sent(
        &mut self,
        machine: &mut Machine,
        campaign: &str,
        tries: &[Try],
        sealed: Vec<Option<Vec<u8>>>,
        within: Duration,
        came: &mut Came,
    ) -> Input {
        let (mut going, mut bytes) = (Vec::new(), Vec::new());
        for (one, sealed) in tries.iter().zip(sealed) {
            match sealed {
                Some(sealed) => {
                    going.push(*one);
                    bytes.push(sealed);
                }
                None => {
                    machine.handle(now_ms(), Input::Reply { tries: vec![*one], reply: Reply::Damaged });
                }
            }
        }
        if going.is_empty() {
            return Input::Timer;
        }
        let reply = self.ask(campaign, &going, &bytes, within).await.unwrap_or(Reply::Nothing);
        self.hear(&reply, &bytes, came);
        Input::Reply { tries: going, reply }
    }

    /// Any answer is passed on as it is; what is not an answer is nothing.
    async fn ask(
        &self,
        campaign: &str,
        tries: &[Try],
        sealed: &[Vec<u8>],
        within: Duration,
    ) -> Option<Reply> {
        let mut url = self.server.clone();
        url.path_segments_mut().ok()?.pop_if_empty().extend(["api", "campaigns", campaign, "ballots"]);
        let request = match (tries, sealed) {
            ([one], [bytes]) => {
                url.path_segments_mut().ok()?.push(&one.id.to_string());
                self.http.put(url).body(bytes.clone())
            }
            _ => {
                let body = packed(&frame(sealed.iter().map(Vec::as_slice))).ok()?;
                self.http.post(url).header(CONTENT_ENCODING, "gzip").body(body)
            }
        };
        let asked_ms = now_ms();
        let answer = request.bearer_auth(&self.token).timeout(within).send().await.ok()?;
        let header = |name: &str| Some(answer.headers().get(name)?.to_str().ok()?.to_owned());
        let heard = Heard { known: self.epoch, epoch: header(EPOCH), asked_ms, date_ms: None };
        let (status, retry_after) = (answer.status().as_u16(), header(RETRY_AFTER.as_str()));
        let body = answer.bytes().await.ok()?.to_vec();
        Some(Reply::Answer { status, retry_after, body, heard })
    }

    /// Notes what an answer says to people: with which status each ballot was taken, or why we were not let in.
    fn hear(&mut self, reply: &Reply, sealed: &[Vec<u8>], came: &mut Came) {
        let Reply::Answer { status, body, .. } = reply else { return };
        if let (401 | 403, Ok(document)) = (status, serde_json::from_slice::<ProblemDocument>(body)) {
            self.refusal = Some(document.problem);
        } else if let Ok(batch) = serde_json::from_slice::<BatchAnswer>(body) {
            came.statuses.extend(batch.ballots.iter().map(|it| (it.digest, it.status)));
        } else if let [one] = sealed {
            came.statuses.insert(Digest::of(one), *status);
        }
    }
}

impl Came {
    /// Keeps what was settled of a ballot.
    fn keep(&mut self, entry: &Entry, round: &BTreeMap<Uuid, Row>) {
        match &entry.state {
            State::Waiting => {}
            State::Parked { problem } => {
                let line = round.get(&entry.id).map_or(0, Row::line);
                self.refused.push((line, entry.id, problem.clone()));
            }
            State::Acked(Ack { digest, received, epoch, let_go, .. }) => {
                let (digest, received, let_go) = (*digest, *received, *let_go);
                let receipt = Receipt { id: entry.id, digest, received, let_go };
                self.receipts.push(CarriedReceipt { receipt, epoch: *epoch });
            }
        }
    }
}

fn packed(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packing = GzEncoder::new(Vec::new(), Compression::default());
    packing.write_all(body)?;
    packing.finish()
}

fn now_ms() -> u64 {
    u64::try_from(SystemClock.now().as_millisecond()).unwrap_or_default()
}
