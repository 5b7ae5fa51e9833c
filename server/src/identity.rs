//! Who a person is according to a proxy that the server trusts. Knows no HTTP.
//!
//! A way to sign in on this server's own pages would produce an [`Identity`] as well.

use domain::people::Role;
use domain::room::Vouched;
use domain::text;

use crate::rooms::secret;

/// The prefix of the hashes of people whom the proxy identifies.
const PROXY: &str = "proxy";

/// A person whom the proxy identifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Identifies the person permanently.
    pub subject: String,
    /// The name to display.
    pub name: String,
    /// The email address.
    pub email: Option<String>,
    /// The groups the person belongs to.
    pub groups: Vec<String>,
}

impl Identity {
    /// The person as a room admits them: an estimator, named by the first of name, subject and
    /// email address that is a valid name. `None` if none of them is.
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
    fn a_person_without_a_visible_name_is_named_by_the_subject() {
        assert_eq!(identity("ana", "\u{200b}").vouched().unwrap().name, "ana");
        assert_eq!(identity("\u{2800}", " ").vouched(), None);
    }
}
