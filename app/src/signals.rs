//! Leptos' signals, of any type in one piece of code: what they hold is boxed, so that the reactive
//! graph is compiled once and not once for each type.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Memo as AnyMemo, RwSignal, Set, on_cleanup};

use crate::dom::Read;

type Boxed = Arc<dyn Any + Send + Sync>;

/// A value that tells who reads it when it changes: a handle that can be copied anywhere. It lives
/// as long as the part of the page in which it was made; reading it later panics, except by the
/// methods that try.
pub struct Var<T>(RwSignal<Boxed>, PhantomData<fn() -> T>);

/// A value that is worked out of others, and tells who reads it only when it comes out different.
pub struct Memo<T>(AnyMemo<Comparable>, PhantomData<fn() -> T>);

/// Something that is shared on this page and tells nobody of changes: a handle that can be copied
/// anywhere, which lives as a signal does.
pub struct Shared<T>(Number, PhantomData<fn() -> T>);

/// Where something shared is found: a place, and the how manieth thing in it.
#[derive(Clone, Copy)]
struct Number {
    place: usize,
    round: u32,
}

/// What is shared, each in a place that is used again once it is gone.
#[derive(Default)]
struct Places {
    all: Vec<(u32, Option<Rc<dyn Any>>)>,
    free: Vec<usize>,
}

thread_local! {
    static PLACES: RefCell<Places> = RefCell::default();
}

struct Comparable {
    value: Boxed,
    same: fn(&Boxed, &Boxed) -> bool,
}

impl<T: Clone + Send + Sync + 'static> Var<T> {
    /// Holds a value.
    pub fn new(value: T) -> Self {
        Self(RwSignal::new(Arc::new(value)), PhantomData)
    }

    /// The value; what reads it is run again when it changes.
    pub fn get(self) -> T {
        of::<T>(&self.0.get()).clone()
    }

    /// The value, once.
    pub fn get_untracked(self) -> T {
        of::<T>(&self.0.get_untracked()).clone()
    }

    /// The value, once; `None` where its part of the page is gone.
    pub fn try_get_untracked(self) -> Option<T> {
        self.0.try_get_untracked().map(|value| of::<T>(&value).clone())
    }

    /// Looks at the value; what looks is run again when it changes.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(of(&self.0.get()))
    }

    /// Looks at the value, once.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(of(&self.0.get_untracked()))
    }

    /// Changes the value, if its part of the page is still there.
    pub fn set(self, value: T) {
        self.0.try_set(Arc::new(value));
    }

    /// Sets what becomes of the value.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let Some(mut value) = self.try_get_untracked() else { return };
        change(&mut value);
        self.set(value);
    }
}

impl<T: Clone + Send + Sync + 'static> Var<Option<T>> {
    /// Takes the value out.
    pub fn take(self) -> Option<T> {
        let value = self.try_get_untracked().flatten();
        self.set(None);
        value
    }
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Memo<T> {
    /// Works a value out now, and again when something that was read in doing so has changed.
    pub fn new(compute: impl Fn() -> T + Send + Sync + 'static) -> Self {
        fn boxed(
            compute: Box<dyn Read<Boxed> + Send + Sync>,
            same: fn(&Boxed, &Boxed) -> bool,
        ) -> AnyMemo<Comparable> {
            AnyMemo::new(move |_| Comparable { value: compute.read(), same })
        }
        let same = |one: &Boxed, other: &Boxed| of::<T>(one) == of::<T>(other);
        Self(boxed(Box::new(move || Arc::new(compute()) as Boxed), same), PhantomData)
    }

    /// The value; what reads it is run again when it changes.
    pub fn get(self) -> T {
        of::<T>(&self.0.get().value).clone()
    }

    /// The value, once.
    pub fn get_untracked(self) -> T {
        of::<T>(&self.0.get_untracked().value).clone()
    }

    /// The value; `None` where its part of the page is gone.
    pub fn try_get(self) -> Option<T> {
        self.0.try_get().map(|value| of::<T>(&value.value).clone())
    }

    /// Looks at the value; what looks is run again when it changes.
    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(of(&self.0.get().value))
    }

    /// Looks at the value, once.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(of(&self.0.get_untracked().value))
    }

    /// Is run again when the value changes.
    pub fn track(self) {
        self.0.get();
    }
}

impl<T: 'static> Shared<T> {
    /// Keeps a value for as long as the part of the page lives in which it was made.
    pub fn new(value: T) -> Self {
        Self(keep(Rc::new(value)), PhantomData)
    }

    /// Keeps a value for as long as the window: for what something that comes late must still find.
    pub fn lasting(value: T) -> Self {
        Self(add(Rc::new(value)), PhantomData)
    }

    /// The value.
    pub fn get(self) -> Rc<T> {
        match kept(self.0).downcast() {
            Ok(value) => value,
            Err(_) => other_type(),
        }
    }
}

impl Places {
    fn add(&mut self, value: Rc<dyn Any>) -> Number {
        let place = self.free.pop().unwrap_or_else(|| {
            self.all.push((0, None));
            self.all.len() - 1
        });
        let (round, kept) = &mut self.all[place];
        *kept = Some(value);
        Number { place, round: *round }
    }

    fn remove(&mut self, number: Number) -> Option<Rc<dyn Any>> {
        let (round, kept) = &mut self.all[number.place];
        *round += 1;
        self.free.push(number.place);
        kept.take()
    }

    fn get(&self, number: Number) -> Option<Rc<dyn Any>> {
        let (round, kept) = &self.all[number.place];
        kept.clone().filter(|_| *round == number.round)
    }
}

fn add(value: Rc<dyn Any>) -> Number {
    PLACES.with_borrow_mut(|places| places.add(value))
}

fn keep(value: Rc<dyn Any>) -> Number {
    let number = add(value);
    // Dropped outside of the borrow: it may share something itself.
    on_cleanup(move || drop(PLACES.with_borrow_mut(|places| places.remove(number))));
    number
}

fn kept(number: Number) -> Rc<dyn Any> {
    match PLACES.with_borrow(|places| places.get(number)) {
        Some(value) => value,
        None => unreachable!("it is kept for as long as its part of the page"),
    }
}

fn of<T: 'static>(value: &Boxed) -> &T {
    match value.downcast_ref() {
        Some(value) => value,
        None => other_type(),
    }
}

#[cold]
fn other_type() -> ! {
    unreachable!("it holds what it was made with")
}

impl PartialEq for Comparable {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&self.value, &other.value)
    }
}

impl Clone for Comparable {
    fn clone(&self) -> Self {
        Self { value: self.value.clone(), same: self.same }
    }
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Shared<T> {}
