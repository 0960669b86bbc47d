package import Foundation

extension Demonstration {
    /// Three round tables at the same time.
    package static func workshops(on day: Date) -> [WorkshopDraft] {
        let tables = [
            Phrase(sv: "Rundabordssamtal: jobb", en: "Round table: jobs"),
            Phrase(sv: "Rundabordssamtal: utbildning", en: "Round table: education"),
            Phrase(sv: "Rundabordssamtal: hållbar integration", en: "Round table: lasting integration"),
        ]
        return tables.map { title in
            WorkshopDraft(
                title: title, startsAt: hour(13, 0, on: day), endsAt: hour(14, 30, on: day), capacity: 60)
        }
    }

    private static func hour(_ hour: Int, _ minute: Int, on day: Date) -> Date {
        SwedishTime.calendar.date(bySettingHour: hour, minute: minute, second: 0, of: day)!  // clocks change at night
    }

    /// One that must be answered, and a follow-up.
    package static let questions: [QuestionDraft] = {
        var photographs = QuestionDraft()
        photographs.kind = .yesNo
        photographs.label = Phrase(
            sv: "Får du synas på bild från dagen?", en: "May you be seen in photographs from the day?")
        photographs.purpose = Phrase(
            sv: "Fotografen får veta vilka som inte vill vara med.",
            en: "The photographer is told who does not want to be in them.")
        photographs.isRequired = true
        photographs.retentionDays = 30
        var recognition = QuestionDraft()
        recognition.kind = .line
        recognition.label = Phrase(
            sv: "Hur känner fotografen igen dig?", en: "How does the photographer recognise you?")
        recognition.hint = Phrase(sv: "Till exempel grön väst", en: "For example green waistcoat")
        recognition.purpose = Phrase(
            sv: "Fotografen undviker att ta bilder av dig.", en: "The photographer avoids taking pictures of you.")
        recognition.condition = Question.Condition(question: 1, answer: YesNo.no.rawValue)
        recognition.retentionDays = 0
        return [photographs, recognition]
    }()
}
