//! The C API: the only room with unsafe code.
