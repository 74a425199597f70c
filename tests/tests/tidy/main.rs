//! Reads the project's own sources and keeps its house rules: who may see whom, how files look, where texts stand.

mod addresses;
mod dependencies;
mod figures;
mod files;
mod graph;
mod guides;
mod reasons;
mod rooms;
mod source;
mod targets;
mod texts;
mod wording;
