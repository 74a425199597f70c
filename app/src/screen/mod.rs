//! The screens that everybody sees: campaigns, signing in, this device.

mod device;
mod first_steps;
mod home;
#[cfg(any(feature = "desk", not(feature = "store")))]
mod inbox;
mod not_found;
mod password;
mod sign_in;

pub use device::Device;
pub use home::Home;
pub use not_found::NotFound;
pub use password::PasswordScreen;
pub use sign_in::SignInScreen;
