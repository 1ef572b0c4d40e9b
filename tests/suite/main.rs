//! The one test binary: a module for each stage, text assertions first.

mod support;
mod tagged;

mod checks;
mod command;
mod conformance;
mod corpus;
mod diagnostics;
mod discovery;
mod faults;
mod graphics;
mod languages;
mod layout;
mod lengths;
mod linebreak;
mod lossless;
mod model;
mod pagebreak;
mod pages;
mod pairs;
mod pdf;
mod proof;
mod properties;
mod quality;
mod resolution;
mod rules;
mod session;
mod spans;
mod speech;
mod structure;
mod style;
mod volume;
