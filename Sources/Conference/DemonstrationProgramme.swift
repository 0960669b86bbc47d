package import Foundation

extension Demonstration {
    /// Three round tables at the same time, each in a room of its own.
    package static func workshops(on day: Date) -> [WorkshopDraft] {
        let tables: [(title: Phrase, place: ProgrammePlace)] = [
            (Phrase(sv: "Rundabordssamtal: jobb", en: "Round table: jobs"), ProgrammePlace(room: 2, speakers: [3])),
            (
                Phrase(sv: "Rundabordssamtal: utbildning", en: "Round table: education"),
                ProgrammePlace(room: 3, speakers: [4])
            ),
            (
                Phrase(sv: "Rundabordssamtal: hållbar integration", en: "Round table: lasting integration"),
                ProgrammePlace(room: 4, speakers: [5])
            ),
        ]
        return tables.map { title, place in
            WorkshopDraft(
                title: title, startsAt: hour(13, 0, on: day), endsAt: hour(14, 30, on: day), capacity: 60, place: place)
        }
    }

    private static func hour(_ hour: Int, _ minute: Int, on day: Date) -> Date {
        SwedishTime.calendar.date(bySettingHour: hour, minute: minute, second: 0, of: day)!  // clocks change at night
    }

    /// A day around the round tables. Nobody in it exists.
    package static let programme = ProgrammeDraft(
        rooms: [
            RoomDraft(name: Phrase(sv: "Stora salen", en: "The main hall"), seats: 400),
            RoomDraft(name: Phrase(sv: "Rum Ett", en: "Room One"), seats: 60),
            RoomDraft(name: Phrase(sv: "Rum Två", en: "Room Two"), seats: 60),
            RoomDraft(name: Phrase(sv: "Rum Tre", en: "Room Three"), seats: 80),
            RoomDraft(name: Phrase(sv: "Foajén", en: "The foyer"), seats: nil),
        ],
        speakers: [
            speaker("Talare Ett", Phrase(sv: "moderator", en: "moderator"), "Påhittad byrå"),
            speaker("Talare Två", Phrase(sv: "forskare", en: "researcher"), "Påhittat universitet"),
            speaker("Talare Tre", Phrase(sv: "samordnare", en: "coordinator"), "Påhittad kommun"),
            speaker("Talare Fyra", Phrase(sv: "rektor", en: "head teacher"), "Påhittad skola"),
            speaker("Talare Fem", Phrase(sv: "ordförande", en: "chair"), "Påhittad förening"),
        ],
        items: [
            item(
                .pause, 8 * 60 + 30, 9 * 60, Phrase(sv: "Registrering och kaffe", en: "Registration and coffee"),
                room: 5),
            item(
                .talk, 9 * 60, 9 * 60 + 30, Phrase(sv: "Välkommen", en: "Welcome"), room: 1, speakers: [1],
                about: Translated(
                    sv: "De fyra kommunerna hälsar välkommen och berättar hur dagen går till.",
                    en: "The four municipalities welcome you and tell how the day goes.")),
            item(
                .talk, 9 * 60 + 30, 10 * 60 + 30,
                Phrase(sv: "Vad vet vi om mottagandet?", en: "What do we know about reception?"), room: 1,
                speakers: [2],
                about: Translated(
                    sv: "Ett påhittat föredrag om vad som gör skillnad:\n\n- **bostad** från första veckan\n"
                        + "- **språk** på arbetsplatsen\n- **nätverk** utanför kommunhuset",
                    en: "A made-up talk on what makes a difference:\n\n- **housing** from the first week\n"
                        + "- **language** at the workplace\n- **networks** outside the town hall")),
            item(.pause, 10 * 60 + 30, 11 * 60, Phrase(sv: "Kaffe", en: "Coffee"), room: 5),
            item(
                .talk, 11 * 60, 12 * 60, Phrase(sv: "Samtal: hela Sverige", en: "Panel: all of Sweden"), room: 1,
                speakers: [1, 3, 4, 5]),
            item(.pause, 12 * 60, 13 * 60, Phrase(sv: "Lunch", en: "Lunch"), room: 5),
            item(
                .talk, 13 * 60, 14 * 60 + 30,
                Phrase(sv: "Öppet rum utan anmälan", en: "Open room, nothing to sign up for"), room: 1,
                about: Translated(
                    sv: "För dig som inte har valt något rundabordssamtal.",
                    en: "For those who have not chosen a round table.")),
            item(.pause, 14 * 60 + 30, 15 * 60, Phrase(sv: "Kaffe", en: "Coffee"), room: 5),
            item(
                .talk, 15 * 60, 16 * 60, Phrase(sv: "Slutsatser och avslut", en: "Conclusions and close"), room: 1,
                speakers: [1]),
        ])

    private static func speaker(_ name: String, _ title: Phrase, _ organisation: String) -> SpeakerDraft {
        SpeakerDraft(
            name: name, title: Translated(sv: title.sv, en: title.en), organisation: organisation,
            about: Translated(
                sv: "En påhittad person som finns här för att visa hur det ser ut.",
                en: "A made-up person who is here to show how it looks."))
    }

    private static func item(
        _ kind: ProgrammeItem.Kind, _ starts: Int, _ ends: Int, _ title: Phrase, room: Int64, speakers: [Int64] = [],
        about: Translated? = nil
    ) -> ProgrammeItemDraft {
        ProgrammeItemDraft(
            kind: kind, title: title, about: about, starts: starts, ends: ends, room: room, speakers: speakers)
    }

    package static let texts: [ConferenceText: Translated] = [
        .practical: Translated(
            sv: """
                Det här är påhittad text som visar hur sidan ser ut.

                ## Hitta hit

                - **Tåg**: tio minuters promenad från centralstationen
                - **Buss**: hållplatsen ligger utanför entrén

                ## Om du behöver något

                Det går att ta sig fram med rullstol i alla lokaler, och i Stora salen finns hörslinga. Skriv i anmälan vad du
                behöver, så är det ordnat när du kommer.
                """,
            en: """
                This is made-up text that shows how the page looks.

                ## Finding the way

                - **Train**: ten minutes on foot from the central station
                - **Bus**: the stop is outside the entrance

                ## If you need something

                All rooms can be reached by wheelchair, and the main hall has a hearing loop. Write what you need when you
                register, and it is seen to when you come.
                """)
    ]

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
