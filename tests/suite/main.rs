//! The one test binary: a module for each stage, text assertions first.

mod support;
mod tagged;

mod chapters;
mod checks;
mod command;
mod conformance;
mod corpus;
mod diagnostics;
mod discovery;
mod faults;
mod generated;
mod graphics;
mod layout;
mod lengths;
mod linebreak;
mod lossless;
mod manual;
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
mod schemas;
mod session;
mod shells;
mod spans;
mod speech;
mod structure;
mod style;
mod volume;
