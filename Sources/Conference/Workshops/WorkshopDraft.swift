package import Foundation

/// A workshop as the organisers have described it, checked.
package struct WorkshopDraft: Sendable, Equatable {
    package var title: Phrase
    package var about: Phrase?
    package var startsAt: Date
    package var endsAt: Date
    package var capacity: Int

    package init(title: Phrase, about: Phrase? = nil, startsAt: Date, endsAt: Date, capacity: Int) {
        self.title = title
        self.about = about
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.capacity = capacity
    }

    package static let longestText = 500
    package static let largest = 100_000

    /// The names of the form's controls.
    package enum Control: String, Sendable, CaseIterable {
        case titleSv, titleEn, aboutSv, aboutEn, day, starts, ends, capacity
    }

    package enum Problem: Sendable, Equatable {
        case missing, tooLong, unprintable, oneLanguage, notADay, notATime, endsBeforeStart, notANumber
        /// Lowering the capacity evicts nobody.
        case capacityBelowTaken(taken: Int)
        /// Somebody has a place in another workshop at that time.
        case clashes

        package var message: Phrase {
            switch self {
            case .missing: Phrase(sv: "Skriv en text", en: "Enter a text")
            case .tooLong:
                Phrase(
                    sv: "Texten får ha högst \(longestText) tecken",
                    en: "The text can have at most \(longestText) characters")
            case .unprintable:
                Phrase(
                    sv: "Texten innehåller tecken som inte går att visa. Skriv den igen.",
                    en: "The text contains characters that cannot be shown. Type it again.")
            case .oneLanguage:
                Phrase(
                    sv: "Skriv texten på båda språken, eller på inget",
                    en: "Enter the text in both languages, or in none")
            case .notADay:
                Phrase(sv: "Skriv ett datum, till exempel 2027-03-20", en: "Enter a date, such as 2027-03-20")
            case .notATime: Phrase(sv: "Skriv ett klockslag, till exempel 13:00", en: "Enter a time, such as 13:00")
            case .endsBeforeStart:
                Phrase(sv: "Slutet måste komma efter början", en: "The end must come after the start")
            case .notANumber:
                Phrase(sv: "Skriv ett heltal från 0 till \(largest)", en: "Enter a whole number from 0 to \(largest)")
            case .capacityBelowTaken(taken: 1):
                Phrase(
                    sv: "1 plats är redan tagen. Antalet kan inte vara lägre.",
                    en: "1 place is taken already. The number cannot be lower.")
            case .capacityBelowTaken(let taken):
                Phrase(
                    sv: "\(taken) platser är redan tagna. Antalet kan inte vara lägre.",
                    en: "\(taken) places are taken already. The number cannot be lower.")
            case .clashes:
                Phrase(
                    sv: "Då skulle någon ha plats i två workshoppar på samma gång. Välj en annan tid.",
                    en: "Somebody would then have places in two workshops at once. Choose another time.")
            }
        }
    }

    package struct Complaint: Error, Sendable, Equatable {
        package let control: Control
        package let problem: Problem

        package init(_ control: Control, _ problem: Problem) {
            self.control = control
            self.problem = problem
        }
    }

    package enum Outcome: Sendable, Equatable {
        case valid(WorkshopDraft)
        /// In the order of the form; never empty.
        case invalid([Complaint])
    }

    package static func check(typed: (Control) -> String) -> Outcome {
        var complaints: [Complaint] = []
        func phrase(_ sv: Control, _ en: Control, isRequired: Bool) -> Phrase? {
            let texts = [sv, en].map { ($0, RegistrationForm.tidied(typed($0))) }
            if !isRequired, texts.allSatisfy({ $0.1.isEmpty }) { return nil }
            for (control, text) in texts {
                if text.isEmpty {
                    complaints.append(Complaint(control, isRequired ? .missing : .oneLanguage))
                } else if text.unicodeScalars.count > longestText {
                    complaints.append(Complaint(control, .tooLong))
                } else if !text.unicodeScalars.allSatisfy(RegistrationForm.isPrintable) {
                    complaints.append(Complaint(control, .unprintable))
                }
            }
            return Phrase(sv: texts[0].1, en: texts[1].1)
        }
        let title = phrase(.titleSv, .titleEn, isRequired: true) ?? Phrase(sv: "", en: "")
        let about = phrase(.aboutSv, .aboutEn, isRequired: false)
        let day = SwedishTime.day(typed: RegistrationForm.tidied(typed(.day)))
        if day == nil { complaints.append(Complaint(.day, .notADay)) }
        func moment(_ control: Control) -> Date? {
            guard let minutes = minutes(RegistrationForm.tidied(typed(control))) else {
                complaints.append(Complaint(control, .notATime))
                return nil
            }
            return day.flatMap {
                SwedishTime.calendar.date(bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: $0)
            }
        }
        let (starts, ends) = (moment(.starts), moment(.ends))
        if let starts, let ends, ends <= starts { complaints.append(Complaint(.ends, .endsBeforeStart)) }
        let capacity = WholeNumber.parse(RegistrationForm.tidied(typed(.capacity)))
        guard let capacity, (0...Int64(largest)).contains(capacity) else {
            return .invalid(complaints + [Complaint(.capacity, .notANumber)])
        }
        guard complaints.isEmpty, let starts, let ends else { return .invalid(complaints) }
        return .valid(
            WorkshopDraft(title: title, about: about, startsAt: starts, endsAt: ends, capacity: Int(capacity)))
    }

    /// "13:00", "13.00", "9:5" is none.
    private static func minutes(_ text: String) -> Int? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." })
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
