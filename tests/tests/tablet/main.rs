//! What may happen to a tablet in the field: each has a clear screen, and none loses or blocks a finished ballot.

mod app_versions;
mod batches;
mod clock;
mod dead_files;
mod device;
mod done_again;
mod enrol;
mod forgotten;
mod form_versions;
mod full_disk;
mod guide;
mod install;
mod judging;
mod keyboard;
mod many_places;
mod many_units;
mod no_store;
mod outbox;
mod parked;
mod restored;
mod second_tab;
mod sessions;
mod stillness;
mod trapped;
mod typing;
mod worker;
