//! `domovoi preflight judge`.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::migrations::path_mtu::{
    Conclusion, ConclusionKind, Family, Finding, Judgement, Piece, SaidBy, Verdict, conclude,
};
use crate::words::{Locale, Message, Words};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Judge whether large frames get through, from what ping and its like printed on both hosts
    Judge(Judge),
}

#[derive(Debug, Args)]
pub struct Judge {
    /// Print one JSON object a line
    #[arg(long)]
    json: bool,
    /// What the tools printed; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// 0 when everything was answered or the set fits, 1 when not, 2 when a file cannot be read.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    let Command::Judge(judge) = command;
    let words = Words::load()?;
    let say = |message: &Message| words.say(Locale::En, message);
    let mut pieces: Vec<(String, Piece)> = Vec::new();
    for file in &judge.files {
        match bytes_of(file) {
            Ok(bytes) => {
                let name = file.display().to_string();
                pieces.extend(Piece::all(&bytes, None).into_iter().map(|piece| (name.clone(), piece)));
            }
            Err(unreadable) => {
                eprintln!("domovoi: {}", say(&unreadable));
                return Ok(ExitCode::from(2));
            }
        }
    }
    let report = Report { words: &words, as_json: judge.json };
    for (file, piece) in &pieces {
        println!("{}", report.output(file, &piece.judgement));
    }
    if let [(_, only)] = pieces.as_slice() {
        return Ok(exit_code(only.judgement.verdict == Verdict::Answered));
    }
    let pieces: Vec<Piece> = pieces.into_iter().map(|(_, piece)| piece).collect();
    let concluded = conclude(&pieces, None);
    println!("{}", report.conclusion(&concluded));
    Ok(exit_code(concluded.kind == ConclusionKind::Fits))
}

fn exit_code(is_well: bool) -> ExitCode {
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A thousand times what a ping prints.
const MOST_BYTES: u64 = 1 << 20;

fn bytes_of(path: &Path) -> Result<Vec<u8>, Message> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => {
            Err(Message::new("mtu-unreadable").with("file", name).with("reason", error.to_string()))
        }
        Ok(count) if count as u64 > MOST_BYTES => Err(Message::new("mtu-too-long").with("file", name)),
        Ok(_) => Ok(bytes),
    }
}

struct Report<'a> {
    words: &'a Words,
    as_json: bool,
}

impl Report<'_> {
    fn say(&self, message: &Message) -> String {
        self.words.say(Locale::En, message)
    }

    fn output(&self, file: &str, judged: &Judgement) -> String {
        if self.as_json {
            return self.output_as_json(file, judged).to_string();
        }
        let line = match (judged.payload, judged.family) {
            (Some(payload), Some(family)) => Message::new("mtu-line-ping")
                .with("payload", i64::from(payload))
                .with("family", family.name()),
            _ => Message::new("mtu-line"),
        };
        let verdict = self.say(&Message::new(judged.verdict.label()));
        self.say(&line.with("file", file).with("verdict", verdict).with("why", self.say(&judged.why)))
    }

    fn output_as_json(&self, file: &str, judged: &Judgement) -> Value {
        let mut object = json!({
            "file": file,
            "payload": judged.payload,
            "family": judged.family.map(Family::as_str),
            "verdict": judged.verdict,
            "why": self.say(&judged.why),
        });
        if let Some(mtu) = judged.path_mtu {
            object["path_mtu"] = mtu.into();
        }
        if let Some(to) = judged.to {
            object["to"] = to.to_string().into();
        }
        if let Some(said_by) = judged.said_by {
            object["said_by"] = match said_by {
                SaidBy::Host => "host".into(),
                SaidBy::Router(router) => router.to_string().into(),
            };
        }
        object
    }

    fn conclusion(&self, concluded: &Conclusion) -> String {
        let advice = concluded.kind.advice().iter().map(|id| self.say(&Message::new(*id)));
        if self.as_json {
            return json!({
                "conclusion": concluded.kind,
                "why": self.say(&concluded.why),
                "mtu": concluded.mtu,
                "families": concluded.families,
                "gets_through": concluded.gets_through,
                "ways": concluded.findings.iter().map(|found| self.way(found)).collect::<Vec<_>>(),
                "unproven": concluded.unproven.iter().map(|found| self.way(found)).collect::<Vec<_>>(),
                "suspects": concluded.suspects,
                "do": advice.collect::<Vec<_>>(),
            })
            .to_string();
        }
        let kind = self.say(&Message::new(concluded.kind.label()));
        let line = Message::new("mtu-line-conclusion").with("conclusion", kind);
        let mut sentences = vec![self.say(&line.with("why", self.say(&concluded.why)))];
        sentences.extend(self.suspects(concluded));
        sentences.extend(
            concluded
                .unproven
                .iter()
                .map(|found| self.say(&Message::new("mtu-line-unproven").with("why", self.say(&found.why)))),
        );
        sentences.extend(advice);
        sentences.join(" ")
    }

    fn suspects(&self, concluded: &Conclusion) -> Option<String> {
        let small: Vec<String> =
            concluded.suspects.iter().map(|link| format!("{} {}", link.name, link.mtu)).collect();
        let mtu = concluded.mtu.filter(|_| !small.is_empty())?;
        let line = Message::new("mtu-line-suspects").with("mtu", i64::from(mtu));
        Some(self.say(&line.with("links", small.join(", "))))
    }

    fn way(&self, found: &Finding) -> Value {
        json!({
            "to": found.to.map(|to| to.to_string()),
            "conclusion": found.kind,
            "path_mtu": found.path_mtu,
            "missing": found.missing,
            "why": self.say(&found.why),
        })
    }
}
