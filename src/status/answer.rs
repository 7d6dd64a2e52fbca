//! The answer to "is it up?", as the public page begins.

use chrono_tz::Tz;

use crate::status::PostState;
use crate::status::overview::{Overview, PostView};
use crate::status::queries::PublicMove;
use crate::words::Message;

impl Overview {
    /// Whether nothing is broken, lost, moving or worked on.
    pub fn is_well(&self) -> bool {
        self.broken.is_empty()
            && self.unclear.is_empty()
            && self.moving.is_empty()
            && self.preparing.is_empty()
            && self.worked_on.is_empty()
    }

    /// The answer to "is it up?", one or more sentences: what is broken outranks what was lost on
    /// its way and what moves, those outrank planned work, and what is ahead says nothing about now.
    /// Of what nobody has heard it is not said that it is up.
    pub fn answer(&self, zone: Tz) -> Vec<Message> {
        let broken = self.broken.len() as i64;
        let (checked, moving): (Vec<&PublicMove>, Vec<&PublicMove>) =
            self.moving.iter().partition(|one| one.is_being_checked());
        let (checked, moving) = (checked.len() as i64, moving.len() as i64);
        let preparing = self.preparing.len() as i64;
        let unclear = self.unclear.len() as i64;
        let mut answer = Vec::new();
        if broken > 0 {
            answer.push(Message::new("status-answer-broken").with("n", broken));
        }
        if unclear > 0 {
            answer.push(Message::new("status-answer-unclear").with("n", unclear));
        }
        if moving > 0 {
            answer.push(Message::new("status-answer-moving").with("n", moving));
        }
        if checked > 0 {
            answer.push(Message::new("status-answer-checked").with("n", checked));
        }
        if preparing > 0 {
            answer.push(Message::new("status-answer-preparing").with("n", preparing));
        }
        let touched = unclear + moving + checked + preparing;
        if broken == 0 && touched > 0 && self.unknown == 0 {
            answer.push(Message::new("status-answer-rest").with("n", self.domus - touched));
        }
        let (due, worked_on): (Vec<&PostView>, Vec<&PostView>) =
            self.worked_on.iter().partition(|post| post.post.state == PostState::Planned);
        if !worked_on.is_empty() {
            answer.push(Message::new("status-answer-worked-on").with("n", worked_on.len() as i64));
        }
        if !due.is_empty() {
            answer.push(Message::new("status-answer-work-due"));
        }
        if self.is_well() {
            answer.push(Message::new(match self.unknown {
                _ if self.domus == 0 => "status-answer-nothing-yet",
                0 => "status-answer-well",
                unknown if unknown < self.domus => "status-answer-well-but-unknown",
                _ => "status-answer-unknown",
            }));
        }
        let today = self.at.with_timezone(&zone).date_naive();
        let is_today = |one: &&PublicMove| one.starts_at.with_timezone(&zone).date_naive() == today;
        let coming = self.plans.iter().flat_map(|plan| &plan.coming).chain(&self.coming_moves);
        let tonight = coming.filter(is_today).count() as i64;
        if broken == 0 && tonight > 0 {
            answer.push(Message::new("status-answer-today").with("n", tonight));
        }
        answer
    }
}
