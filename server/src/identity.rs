//! Who somebody is, as something that the server trusts says: a proxy in front of it, or a portal.
//!
//! Knows no HTTP. A way to sign in on this server's own pages would give an [`Identity`] as well.

use domain::people::Role;
use domain::room::Vouched;
use domain::text;

use crate::rooms::secret;

/// What the hashes of people begin with whom the proxy names.
const PROXY: &str = "proxy";

/// A person that somebody vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What tells the person from all others, for ever.
    pub subject: String,
    /// The name to show.
    pub name: String,
    /// The address for electronic mail.
    pub email: Option<String>,
    /// The groups the person belongs to.
    pub groups: Vec<String>,
}

impl Identity {
    /// The person as a room lets them in: an estimator, by the first of name, subject and address that
    /// can be shown. `None` where nobody could see any of them.
    pub fn vouched(&self) -> Option<Vouched> {
        let names = [Some(&self.name), Some(&self.subject), self.email.as_ref()];
        let name =
            names.into_iter().flatten().find_map(|name| text::name_from_elsewhere(name).ok());
        Some(Vouched {
            hash: secret::of_subject(PROXY, &self.subject),
            name: name?,
            role: Role::Estimator,
            facilitator: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(subject: &str, name: &str) -> Identity {
        let (subject, name) = (subject.to_owned(), name.to_owned());
        Identity { subject, name, email: None, groups: Vec::new() }
    }

    #[test]
    fn the_same_subject_is_the_same_person_whatever_the_name() {
        let hash = |subject, name| identity(subject, name).vouched().unwrap().hash;
        assert_eq!(hash("ana", "Ana"), hash("ana", "Ana Example"));
        assert_ne!(hash("ana", "Ana"), hash("ben", "Ana"));
    }

    #[test]
    fn who_has_no_name_that_can_be_shown_goes_by_the_subject() {
        assert_eq!(identity("ana", "\u{200b}").vouched().unwrap().name, "ana");
        assert_eq!(identity("\u{2800}", " ").vouched(), None);
    }
}
