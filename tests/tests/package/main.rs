//! Campaign packages: the sample is right, and each fault made in it is found where it was made.

mod campaign_faults;
mod check_command;
mod doubted_ballots;
mod form_command;
mod form_faults;
mod sample_package;
mod structure_faults;
mod workbooks;
