//! The answer to "is it up?", as the public page begins.

use chrono_tz::Tz;

use crate::status::overview::Overview;
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
    pub fn answer(&self, zone: Tz) -> Vec<Message> {
        let broken = self.broken.len() as i64;
        let moving = self.moving.len() as i64;
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
        if preparing > 0 {
            answer.push(Message::new("status-answer-preparing").with("n", preparing));
        }
        if !self.worked_on.is_empty() {
            answer.push(Message::new("status-answer-worked-on").with("n", self.worked_on.len() as i64));
        }
        match broken + unclear + moving + preparing + self.worked_on.len() as i64 {
            0 if self.domus == 0 => answer.push(Message::new("status-answer-nothing-yet")),
            0 => answer.push(Message::new("status-answer-well")),
            _ if broken == 0 && unclear + moving + preparing > 0 => {
                let rest = self.domus - unclear - moving - preparing;
                answer.push(Message::new("status-answer-rest").with("n", rest));
            }
            _ => {}
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
