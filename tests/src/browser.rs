//! A real Chromium through chromedriver: closed, killed and reopened on the same profile, as a tablet would be.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::ChromiumLikeCapabilities;
use thirtyfour::extensions::cdp::ChromeDevTools;
use thirtyfour::prelude::*;

/// How long a screen may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with a profile that outlives it.
pub struct Browser {
    chromedriver: Child,
    port: u16,
    profile: TempDir,
    /// Beyond the usual ones.
    arguments: Vec<String>,
    /// As a person would set them.
    preferences: Value,
    driver: Option<WebDriver>,
}

impl Browser {
    /// Starts chromedriver and opens a window of 800×1280, the tablet's size.
    pub async fn open() -> WebDriverResult<Self> {
        Self::open_with(&[], json!({})).await
    }

    /// The same with further arguments on the browser's command line, and preferences in its profile.
    pub async fn open_with(arguments: &[&str], preferences: Value) -> WebDriverResult<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        let mut browser =
            Self { chromedriver, port, profile: TempDir::new()?, arguments, preferences, driver: None };
        browser.reopen().await?;
        Ok(browser)
    }

    /// Opens the window again on the same profile.
    #[expect(clippy::disallowed_methods, reason = "a deadline of the harness")]
    pub async fn reopen(&mut self) -> WebDriverResult<()> {
        let mut capabilities = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=800,1280",
            "--lang=vi",
        ] {
            capabilities.add_arg(argument)?;
        }
        for argument in &self.arguments {
            capabilities.add_arg(argument)?;
        }
        capabilities.add_arg(&format!("--user-data-dir={}", self.profile.path().display()))?;
        capabilities.add_experimental_option("prefs", &self.preferences)?;
        capabilities.insert_base_capability("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
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
        self.driver().goto(url).await?;
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
        let profile = self.profile.path().display().to_string();
        let status =
            Command::new("pkill").args(["-KILL", "-f", &format!("user-data-dir={profile}")]).status()?;
        assert!(status.success(), "no browser process was there to kill");
        if let Some(driver) = self.driver.take() {
            // The session is dead; telling chromedriver so frees it, and its complaint is expected.
            drop(driver.quit().await);
        }
        for lock in ["SingletonLock", "SingletonCookie", "SingletonSocket"] {
            drop(std::fs::remove_file(self.profile.path().join(lock)));
        }
        Ok(())
    }

    /// The size of the page.
    pub async fn set_size(&self, width: u32, height: u32) -> WebDriverResult<()> {
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
        ChromeDevTools::new(self.driver().handle.clone()).execute_cdp_with_params(command, parameters).await
    }

    /// Waits for the element that this CSS selector names to be there and displayed.
    pub async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        let found = self
            .driver()
            .query(By::Css(css))
            .wait(PATIENCE, Duration::from_millis(50))
            .and_displayed()
            .first()
            .await;
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
        let field = self.find(css).await?;
        field.clear().await?;
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
        let address =
            format!("http://127.0.0.1:{}/session/{}/se/log", self.port, self.driver().handle.session_id());
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
}

impl Drop for Browser {
    fn drop(&mut self) {
        let profile = self.profile.path().display().to_string();
        drop(Command::new("pkill").args(["-KILL", "-f", &format!("user-data-dir={profile}")]).status());
        drop(self.chromedriver.kill());
        drop(self.chromedriver.wait());
    }
}
