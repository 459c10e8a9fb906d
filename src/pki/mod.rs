//! stub
/// c
#[derive(Clone, Debug)]
pub struct Certificate;
/// p
#[derive(Clone, Debug, Default)]
pub struct Profile;
/// e
#[derive(Clone, Debug)]
pub struct PathEntry;
