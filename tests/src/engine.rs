//! The browser that a test runs in: its driver, how it is started, what it complained of.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel};

/// A browser with an engine of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Through chromedriver.
    Chromium,
    /// Through geckodriver.
    Firefox,
}

impl Engine {
    /// Starts the driver on a port; what it says goes beside the profile.
    pub fn start_driver(self, port: u16, profile: &Path) -> std::io::Result<Child> {
        let mut driver = match self {
            Self::Chromium => Command::new("chromedriver"),
            Self::Firefox => Command::new("geckodriver"),
        };
        match self {
            Self::Chromium => driver.arg(format!("--port={port}")),
            // The second port is for a protocol that is not used here; the usual one may be another test's.
            Self::Firefox => driver.args(["--port", &port.to_string(), "--websocket-port", "0"]),
        };
        let said = std::fs::File::create(said(profile))?;
        driver.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said).spawn()
    }

    /// What a window on this profile is started with.
    pub fn capabilities(
        self,
        profile: &Path,
        arguments: &[String],
        preferences: &Value,
    ) -> WebDriverResult<Capabilities> {
        match self {
            Self::Chromium => chromium(profile, arguments, preferences),
            Self::Firefox => firefox(profile, arguments, preferences),
        }
    }

    /// What every process of the browser on this profile has on its command line, or dies with one that has.
    pub fn trait_of_processes(self, profile: &Path) -> String {
        match self {
            Self::Chromium => format!("user-data-dir={}", profile.display()),
            Self::Firefox => format!("-profile {}", profile.display()),
        }
    }

    /// What a browser that was killed leaves in its profile, and would stop the next one.
    pub fn left_by_a_killed_one(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["SingletonLock", "SingletonCookie", "SingletonSocket"],
            Self::Firefox => &["lock", ".parentlock", "MarionetteActivePort"],
        }
    }
}

/// Where the driver writes; Firefox writes there what pages complain of.
pub fn said(profile: &Path) -> PathBuf {
    profile.with_file_name("driver.log")
}

/// Whether a line that Firefox wrote is of a page that goes wrong. It tells there of its own errors too.
pub fn is_complaint(line: &str) -> bool {
    let own = ["resource://", "RSLoader", "chrome://"].iter().any(|name| line.contains(name));
    line.starts_with("JavaScript error: http") || line.starts_with("console.error") && !own
}

fn chromium(profile: &Path, arguments: &[String], preferences: &Value) -> WebDriverResult<Capabilities> {
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
    for argument in arguments {
        capabilities.add_arg(argument)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

fn firefox(profile: &Path, arguments: &[String], preferences: &Value) -> WebDriverResult<Capabilities> {
    let mut told = json!({
        "intl.accept_languages": "vi",
        // What pages complain of is written out.
        "devtools.console.stdout.content": true,
        "browser.dom.window.dump.enabled": true,
    });
    if let (Some(told), Some(preferences)) = (told.as_object_mut(), preferences.as_object()) {
        told.extend(preferences.clone());
    }
    // A folder that is named is kept; a profile that is handed over would be a copy.
    let mut given = vec!["-profile".to_owned(), profile.display().to_string()];
    given.push("--headless".to_owned());
    given.extend(arguments.iter().cloned());
    let mut capabilities = Capabilities::from(DesiredCapabilities::firefox());
    let options = json!({ "binary": "/usr/bin/firefox-esr", "args": given, "prefs": told });
    capabilities.set("moz:firefoxOptions", options)?;
    Ok(capabilities)
}
