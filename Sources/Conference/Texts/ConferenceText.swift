/// A text of the pages that organisers may write. Raw values stand in the database and in addresses.
package enum ConferenceText: String, Sendable, CaseIterable {
    case introduction, practical, network, responsible, accessibility

    /// In Unicode scalars, in each language.
    package static let longest = 10_000

    package var label: Phrase {
        switch self {
        case .introduction: Phrase(sv: "Inledning på startsidan", en: "Introduction on the start page")
        case .practical: Phrase(sv: "Praktisk information", en: "Practical information")
        case .network: Phrase(sv: "Om nätverket", en: "About the network")
        case .responsible:
            Phrase(sv: "Vem som ansvarar för personuppgifter", en: "Who is responsible for personal data")
        case .accessibility: Phrase(sv: "Hjälp när en sida inte fungerar", en: "Help when a page does not work")
        }
    }

    /// What it is for.
    package var hint: Phrase {
        switch self {
        case .introduction:
            Phrase(
                sv: "Står under namn, dag och ort på startsidan.",
                en: "Stands below name, day and city on the start page.")
        case .practical:
            Phrase(
                sv: "Egen sida om platsen, resan, maten och hur det är att ta sig fram. Utan text länkas den inte.",
                en:
                    "A page of its own on the place, how to get there, food and access. Without a text nothing links to it."
            )
        case .network: Phrase(sv: "Står längst ner på startsidan.", en: "Stands at the end of the start page.")
        case .responsible:
            Phrase(
                sv: "Står överst på sidan om personuppgifter. Stäm av med kommunens dataskyddsombud.",
                en: "Stands first on the page about personal data. Agree on it with the data protection officer.")
        case .accessibility:
            Phrase(
                sv: "Står i tillgänglighetsredogörelsen. Lagen kräver ett sätt att nå er.",
                en: "Stands in the accessibility statement. The law demands a way to reach you.")
        }
    }

    /// The words that stand there until somebody writes others, as Markdown; nil where nothing does.
    package var builtIn: Translated? {
        switch self {
        case .introduction:
            Translated(
                sv:
                    "För kommuner, regioner, myndigheter och civilsamhälle som vill ta gemensamt ansvar för ett hållbart "
                    + "asyl- och flyktingmottagande.",
                en: "For municipalities, regions, agencies and civil society who want to share the responsibility for "
                    + "receiving asylum seekers and refugees well.")
        case .practical: nil
        case .network:
            Translated(
                sv:
                    "#Vemfn är ett samarbete mellan Borlänge, Falköping, Lindesberg och Nässjö kommuner. Nätverket skapar "
                    + "mötesplatser för dem som vill att hela Sverige tar ansvar: för mottagandet av människor på flykt "
                    + "och för ett samhälle där många kulturer möts.",
                en:
                    "#Vemfn is a network of the Swedish municipalities of Borlänge, Falköping, Lindesberg and Nässjö. It "
                    + "creates meeting places for those who want all of Sweden to take responsibility: for receiving "
                    + "people fleeing their homes and for a society where many cultures meet.")
        case .responsible:
            Translated(
                sv:
                    "Kommunerna Borlänge, Falköping, Lindesberg och Nässjö arrangerar konferensen tillsammans och ansvarar "
                    + "för uppgifterna.",
                en:
                    "The municipalities of Borlänge, Falköping, Lindesberg and Nässjö arrange the conference together and "
                    + "are responsible for the data.")
        case .accessibility:
            Translated(
                sv: "Berätta för oss, så hjälper vi dig på ett annat sätt och rättar felet.",
                en: "Tell us. We will help you in another way and mend the fault.")
        }
    }
}
