//! Sentences for the error codes of the domain: what happened, what was kept, and what to do.

use domain::refusal::{Countable, Field, Refusal};
use domain::settings::Permission;

use super::texts::Text;
use super::translations::I18n;

/// Bytes of a megabyte as limits count it.
pub const MEGABYTE: u32 = 1024 * 1024;

/// Why a command was refused.
pub fn refusal(i18n: I18n, refusal: &Refusal) -> String {
    i18n.get(match *refusal {
        Refusal::RoomFull { limit } => {
            return limited(i18n, Text::RefusalRoomFull, limit);
        }
        Refusal::TooLong { field, limit, length } => {
            let (limit, length) = (number(i18n, limit), number(i18n, length));
            let values = [("length", length.as_str()), ("limit", &limit)];
            return i18n.format(too_long(field), &values);
        }
        Refusal::TooMany { of, limit } => return limited(i18n, too_many(of), limit),
        Refusal::TooManyRequests { seconds } => {
            return i18n.plural(Text::RefusalTooManyRequests, seconds as usize);
        }
        Refusal::RoomTooLarge { limit } => {
            let limit = limit / MEGABYTE;
            return limited(i18n, Text::RefusalRoomTooLarge, limit);
        }
        Refusal::FacilitatorPresent { free_at: Some(time) } => {
            let time = i18n.time(time);
            return i18n.format(Text::RefusalFacilitatorJustLeft, &[("time", &time)]);
        }
        Refusal::NotAllowed(Permission::Reveal) => Text::RefusalNotAllowedReveal,
        Refusal::NotAllowed(Permission::Steer) => Text::RefusalNotAllowedSteer,
        Refusal::NotAllowed(Permission::Backlog) => Text::RefusalNotAllowedBacklog,
        Refusal::NotAllowed(Permission::Texts) => Text::RefusalNotAllowedTexts,
        Refusal::FacilitatorsOnly => Text::RefusalFacilitatorsOnly,
        Refusal::Removed => Text::RefusalRemoved,
        Refusal::GuestsNotAllowed => Text::RefusalGuestsNotAllowed,
        Refusal::Locked => Text::RefusalLocked,
        Refusal::PasscodeWrong => Text::RefusalPasscodeWrong,
        Refusal::MayNotCreate => Text::RefusalMayNotCreate,
        Refusal::Empty(field) => empty(field),
        Refusal::InvisibleName => Text::RefusalInvisibleName,
        Refusal::CannotSave => Text::RefusalCannotSave,
        Refusal::BadLink => Text::RefusalBadLink,
        Refusal::UnknownStory => Text::RefusalUnknownStory,
        Refusal::UnknownCriterion => Text::RefusalUnknownCriterion,
        Refusal::UnknownItem | Refusal::UnknownPoint => Text::RefusalUnknownItem,
        Refusal::NotReady(missing) => {
            return i18n.plural(Text::RefusalNotReady, missing as usize);
        }
        Refusal::ReadyByItself => Text::RefusalReadyByItself,
        Refusal::UnknownPerson => Text::RefusalUnknownPerson,
        Refusal::UnknownCard => Text::RefusalUnknownCard,
        Refusal::SpecialEstimate => Text::RefusalSpecialEstimate,
        Refusal::Observer => Text::RefusalObserver,
        Refusal::NotAwaited => Text::RefusalNotAwaited,
        Refusal::NudgedBefore(seconds) => {
            return i18n.plural(Text::RefusalNudgedBefore, seconds as usize);
        }
        Refusal::RoundOver => Text::RefusalRoundOver,
        Refusal::AlreadyRevealed => Text::RefusalAlreadyRevealed,
        Refusal::NotRevealed => Text::RefusalNotRevealed,
        Refusal::WaitForNextRound => Text::RefusalWaitForNextRound,
        Refusal::ChangedMeanwhile { .. } => Text::RefusalChangedMeanwhile,
        Refusal::BadCard(ref label) => {
            return i18n.format(Text::RefusalBadCard, &[("card", label)]);
        }
        Refusal::SameCard(ref label) => {
            return i18n.format(Text::RefusalSameCard, &[("card", label)]);
        }
        Refusal::SameDimension(ref name) => {
            return i18n.format(Text::RefusalSameDimension, &[("name", name)]);
        }
        Refusal::UnknownDimension => Text::RefusalUnknownDimension,
        Refusal::TooFewCards(limit) => return limited(i18n, Text::RefusalTooFewCards, limit),
        Refusal::VotesWouldBeDropped(votes) => {
            return i18n.plural(Text::RefusalVotesWouldBeDropped, votes as usize);
        }
        Refusal::TimerTooLong(limit) => {
            return limited(i18n, Text::RefusalTimerTooLong, limit / 60);
        }
        Refusal::BadVotingEnd(limit) => return limited(i18n, Text::RefusalBadVotingEnd, limit),
        Refusal::ChangedSince => Text::RefusalChangedSince,
        Refusal::NothingToUndo => Text::RefusalNothingToUndo,
        Refusal::LastFacilitator => Text::RefusalLastFacilitator,
        Refusal::FacilitatorPresent { free_at: None } => Text::RefusalFacilitatorPresent,
        Refusal::BadCommandId => Text::RefusalBadCommandId,
    })
}

/// A whole number in the reader's form.
pub fn number(i18n: I18n, number: u32) -> String {
    i18n.number(f64::from(number))
}

/// A text about a limit.
pub fn limited(i18n: I18n, text: Text, limit: u32) -> String {
    i18n.format(text, &[("limit", &number(i18n, limit))])
}

fn empty(field: Field) -> Text {
    match field {
        Field::Name => Text::RefusalEmptyName,
        Field::RoomTitle => Text::RefusalEmptyRoomTitle,
        Field::StoryTitle => Text::RefusalEmptyStoryTitle,
        Field::Criterion => Text::RefusalEmptyCriterion,
        Field::Description
        | Field::Estimate
        | Field::Passcode
        | Field::Key
        | Field::Link
        | Field::Item
        | Field::ReadyPoint
        | Field::Reason => Text::RefusalEmpty,
    }
}

fn too_long(field: Field) -> Text {
    match field {
        Field::Name => Text::RefusalLongName,
        Field::RoomTitle | Field::StoryTitle => Text::RefusalLongTitle,
        Field::Description => Text::RefusalLongDescription,
        Field::Criterion => Text::RefusalLongCriterion,
        Field::Estimate => Text::RefusalLongEstimate,
        Field::Passcode
        | Field::Key
        | Field::Link
        | Field::Reason
        | Field::Item
        | Field::ReadyPoint => Text::RefusalLong,
    }
}

fn too_many(of: Countable) -> Text {
    match of {
        Countable::Stories => Text::RefusalManyStories,
        Countable::Criteria => Text::RefusalManyCriteria,
        Countable::Labels => Text::RefusalManyLabels,
        Countable::Cards => Text::RefusalTooManyCards,
        Countable::VotingStories => Text::RefusalManyVoting,
        Countable::WallStories => Text::RefusalManyWall,
        Countable::Dimensions => Text::RefusalManyDimensions,
        Countable::Items => Text::RefusalManyItems,
        Countable::ReadyPoints => Text::RefusalManyReadyPoints,
    }
}
