//! Which stories go into a file for a tracker, as whoever saves it has chosen. The page says what is
//! left out, and the server leaves it out.

use serde::{Deserialize, Serialize};

use crate::story::Story;

/// Which stories go out: all of them, unless something is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// Only those that the team has estimated in this room.
    pub estimated_here: bool,
    /// Only those with a key, which the tracker knows already.
    pub with_key: bool,
}

/// How many stories a selection takes and leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Stories that go out.
    pub taken: usize,
    /// Stories that are left out because the team has not estimated them here.
    pub not_estimated_here: usize,
    /// Of the others, those that are left out because they have no key.
    pub without_key: usize,
}

impl Selection {
    /// Whether a story goes out.
    pub fn takes(self, story: &Story) -> bool {
        self.is_estimated(story) && self.is_known(story)
    }

    /// How many of the stories go out, and why the others do not.
    pub fn count<'s>(self, stories: impl Iterator<Item = &'s Story>) -> Taken {
        let mut count = Taken::default();
        for story in stories {
            let which = match (self.is_estimated(story), self.is_known(story)) {
                (true, true) => &mut count.taken,
                (false, _) => &mut count.not_estimated_here,
                (true, false) => &mut count.without_key,
            };
            *which += 1;
        }
        count
    }

    /// The selection as the query of an address, with its question mark; empty if it takes all.
    pub fn query(self) -> &'static str {
        match (self.estimated_here, self.with_key) {
            (false, false) => "",
            (true, false) => "?estimated_here=true",
            (false, true) => "?with_key=true",
            (true, true) => "?estimated_here=true&with_key=true",
        }
    }

    fn is_estimated(self, story: &Story) -> bool {
        !self.estimated_here || story.is_estimated_here()
    }

    fn is_known(self, story: &Story) -> bool {
        !self.with_key || story.key.is_some()
    }
}
