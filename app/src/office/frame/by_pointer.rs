//! A shared value as a property of a component: the same while it is the same piece of memory.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value.
#[derive(Debug)]
pub struct ByPointer<T>(Rc<T>);

impl<T> ByPointer<T> {
    /// Shares a value.
    pub fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Deref for ByPointer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for ByPointer<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for ByPointer<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
