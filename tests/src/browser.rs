//! A real browser through its driver: closed, killed and reopened on the same profile, as a tablet would be.

use std::cell::Cell;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;

use crate::engine::{self, Engine};

/// How long a screen may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a page stands before it is left.
const STILL_MS: u32 = 2_500;

/// A browser with a profile that outlives it.
pub struct Browser {
    engine: Engine,
    running: Child,
    port: u16,
    /// Holds the profile.
    folder: TempDir,
    /// Beyond the usual ones.
    arguments: Vec<String>,
    /// As a person would set them.
    preferences: Value,
    driver: Option<WebDriver>,
    /// How much of what Firefox wrote was looked at.
    heard: Cell<usize>,
}

impl Browser {
    /// Opens a window of 800×1280, the tablet's size, in Chromium.
    pub async fn open() -> WebDriverResult<Self> {
        Self::open_in(Engine::Chromium).await
    }

    /// The same in a browser of this engine.
    pub async fn open_in(engine: Engine) -> WebDriverResult<Self> {
        Self::open_as(engine, &[], json!({})).await
    }

    /// Opens Chromium with further arguments on its command line, and preferences in its profile.
    pub async fn open_with(arguments: &[&str], preferences: Value) -> WebDriverResult<Self> {
        Self::open_as(Engine::Chromium, arguments, preferences).await
    }

    /// The same in a browser of this engine.
    pub async fn open_as(engine: Engine, arguments: &[&str], preferences: Value) -> WebDriverResult<Self> {
        server::crypto::install();
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let folder = TempDir::new()?;
        let profile = folder.path().join("profile");
        std::fs::create_dir(&profile)?;
        let running = engine.start_driver(port, &profile)?;
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let heard = Cell::default();
        let mut browser = Self { engine, running, port, folder, arguments, preferences, driver: None, heard };
        browser.reopen().await?;
        Ok(browser)
    }

    fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// Opens the window again on the same profile.
    #[expect(clippy::disallowed_methods, reason = "a deadline of the harness")]
    pub async fn reopen(&mut self) -> WebDriverResult<()> {
        let capabilities = self.engine.capabilities(&self.profile(), &self.arguments, &self.preferences)?;
        let address = format!("http://127.0.0.1:{}", self.port);
        let patience = Instant::now() + PATIENCE;
        self.driver = Some(loop {
            match WebDriver::new(&address, capabilities.clone()).await {
                Ok(driver) => break driver,
                Err(error) if Instant::now() > patience => return Err(error),
                Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
            }
        });
        self.set_size(800, 1280).await
    }

    /// Opens another tab at this address and goes there. Returns the tab that was left.
    pub async fn open_tab(&self, url: &str) -> WebDriverResult<WindowHandle> {
        let left = self.driver().window().await?;
        let opened = self.driver().new_tab().await?;
        self.to_tab(&opened).await?;
        self.set_size(800, 1280).await?;
        self.goto(url).await?;
        Ok(left)
    }

    /// Goes to another tab.
    pub async fn to_tab(&self, tab: &WindowHandle) -> WebDriverResult<()> {
        self.driver().switch_to_window(tab.clone()).await
    }

    /// Ends the process behind this tab, as a browser does when memory is short.
    pub async fn crash_tab(&self) {
        // The tab is gone before it can answer.
        drop(self.devtools("Page.crash", json!({})).await);
    }

    /// Goes to an address.
    pub async fn goto(&self, url: impl AsRef<str>) -> WebDriverResult<()> {
        self.settle().await;
        self.driver().goto(url.as_ref()).await
    }

    /// Loads the page again.
    pub async fn refresh(&self) -> WebDriverResult<()> {
        self.settle().await;
        self.driver().refresh().await
    }

    /// Waits until the page has stood for a moment. Chromium 156 may lose a tab that is left while its worker opens: a
    /// test of anything else is not to meet that.
    async fn settle(&self) {
        let stood = "return location.protocol.startsWith('http') ? performance.now() : 1e9";
        for _ in 0..STILL_MS / 100 {
            let answer = self.driver().execute(stood, Vec::new()).await;
            let stood = answer.ok().and_then(|answer| answer.json().as_f64());
            if stood.is_none_or(|ms| ms > f64::from(STILL_MS)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The window's driver.
    pub fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("the browser is open")
    }

    /// Closes the window as a person would.
    pub async fn close(&mut self) -> WebDriverResult<()> {
        match self.driver.take() {
            Some(driver) => driver.quit().await,
            None => Ok(()),
        }
    }

    /// Closes the window and gives the browser up.
    pub async fn close_all(mut self) -> anyhow::Result<()> {
        Ok(self.close().await?)
    }

    /// Ends every process of the browser at once (SIGKILL), as an empty battery would.
    pub async fn kill(&mut self) -> WebDriverResult<()> {
        assert!(self.kill_processes()?, "no browser process was there to kill");
        if let Some(driver) = self.driver.take() {
            // The session is dead; telling the driver so frees it, and its complaint is expected.
            drop(driver.quit().await);
        }
        for left in self.engine.left_by_a_killed_one() {
            drop(std::fs::remove_file(self.profile().join(left)));
        }
        Ok(())
    }

    /// Whether there was one.
    fn kill_processes(&self) -> std::io::Result<bool> {
        let named = self.engine.trait_of_processes(&self.profile());
        Ok(Command::new("pkill").args(["-KILL", "-f", "--", &named]).status()?.success())
    }

    /// The size of the page; in Firefox of the window.
    pub async fn set_size(&self, width: u32, height: u32) -> WebDriverResult<()> {
        if self.engine == Engine::Firefox {
            return self.driver().set_window_rect(0, 0, width, height).await;
        }
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        )
        .await
    }

    /// Dark or light, as the system would say.
    pub async fn set_dark(&self, dark: bool) -> WebDriverResult<()> {
        let value = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", features).await
    }

    /// Shows the page as it would be printed, or as it is on the screen.
    pub async fn set_print(&self, print: bool) -> WebDriverResult<()> {
        let media = if print { "print" } else { "" };
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media })).await
    }

    /// Takes the network away, or gives it back.
    pub async fn offline(&self, offline: bool) -> WebDriverResult<()> {
        self.network(offline, Duration::ZERO).await
    }

    /// Lets every answer take so long.
    pub async fn slow(&self, latency: Duration) -> WebDriverResult<()> {
        self.network(false, latency).await
    }

    async fn network(&self, offline: bool, latency: Duration) -> WebDriverResult<()> {
        self.devtools("Network.enable", json!({})).await?;
        self.devtools(
            "Network.emulateNetworkConditions",
            json!({ "offline": offline, "latency": latency.as_millis(), "downloadThroughput": -1, "uploadThroughput": -1 }),
        )
        .await
    }

    /// Runs a script in every page before anything else runs there.
    pub async fn before_each_page(&self, script: &str) -> WebDriverResult<()> {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// A command of the Chrome DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> WebDriverResult<()> {
        self.devtools_answer(command, parameters).await.map(drop)
    }

    /// The same for a command that answers.
    pub async fn devtools_answer(&self, command: &str, parameters: Value) -> WebDriverResult<Value> {
        self.driver().cdp().send_raw(command, parameters).await
    }

    /// Waits for the element that this CSS selector names to be there and displayed. A screen that is drawn again between the two looks
    /// is looked at again.
    #[expect(clippy::disallowed_methods, reason = "a deadline of the harness")]
    pub async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        let end = Instant::now() + PATIENCE;
        let found = loop {
            let left = end.saturating_duration_since(Instant::now());
            let query = self.driver().query(By::Css(css)).wait(left, Duration::from_millis(50));
            let found = query.and_displayed().first().await;
            if !found.as_ref().is_err_and(is_stale) || left.is_zero() {
                break found;
            }
        };
        if found.is_err() {
            eprintln!("no {css} on {}:\n{}", self.driver().current_url().await?, self.visible_text().await?);
        }
        found
    }

    /// Presses what this CSS selector names. A screen that is drawn again between finding and pressing is found again.
    pub async fn press(&self, css: &str) -> WebDriverResult<()> {
        let mut left = 10;
        loop {
            let element = self.find(css).await?;
            match self.press_element(element).await {
                Err(_) if left > 0 => left -= 1,
                pressed => return pressed,
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    async fn press_element(&self, element: WebElement) -> WebDriverResult<()> {
        let here = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.driver().execute(here, vec![element.to_json()?]).await?;
        element.click().await
    }

    /// Types into the field that this CSS selector names, after clearing it.
    pub async fn type_into(&self, css: &str, text: &str) -> WebDriverResult<()> {
        let mut left = 10;
        let field = loop {
            let field = self.find(css).await?;
            match field.clear().await {
                Err(error) if is_stale(&error) && left > 0 => left -= 1,
                cleared => break cleared.map(|()| field)?,
            }
        };
        field.send_keys(text).await
    }

    /// Waits until the script returns something true.
    #[expect(clippy::disallowed_methods, reason = "a deadline of the harness")]
    pub async fn wait_until(&self, script: &str, patience: Duration) -> WebDriverResult<()> {
        let end = Instant::now() + patience;
        while !self
            .driver()
            .execute(&format!("return Boolean({script})"), vec![])
            .await?
            .json()
            .as_bool()
            .unwrap_or(false)
        {
            assert!(Instant::now() < end, "never true: {script}\non screen:\n{}", self.visible_text().await?);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// What a person can read on the page.
    pub async fn visible_text(&self) -> WebDriverResult<String> {
        let text =
            self.driver().execute("return document.body ? document.body.innerText : ''", vec![]).await?;
        Ok(text.json().as_str().unwrap_or_default().to_owned())
    }

    /// What the page complained about since the last call: errors, and any breach of the content security policy.
    /// A request that failed because the server is stopped is no complaint.
    pub async fn complaints(&self) -> anyhow::Result<Vec<String>> {
        if self.engine == Engine::Firefox {
            return self.written().map_err(Into::into);
        }
        let address = format!("http://127.0.0.1:{}/session/{}/se/log", self.port, self.driver().session_id());
        let log: Value = reqwest::Client::new()
            .post(address)
            .json(&json!({ "type": "browser" }))
            .send()
            .await?
            .json()
            .await?;
        let entries = log["value"].as_array().cloned().unwrap_or_default();
        Ok(entries
            .iter()
            .filter(|entry| {
                entry["level"] == "SEVERE" || entry["message"].to_string().contains("Content Security Policy")
            })
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .filter(|message| !message.contains("net::ERR_") && !message.contains("Failed to load resource"))
            .collect())
    }

    /// The same of what Firefox writes out.
    fn written(&self) -> std::io::Result<Vec<String>> {
        let said = std::fs::read(engine::said(&self.profile()))?;
        let new = String::from_utf8_lossy(&said[self.heard.replace(said.len())..]).into_owned();
        Ok(new.lines().filter(|line| engine::is_complaint(line)).map(str::to_owned).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.kill_processes());
        drop(self.running.kill());
        drop(self.running.wait());
    }
}

/// Whether an element was gone by the time that it was looked at: the screen was drawn again.
fn is_stale(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_))
}
