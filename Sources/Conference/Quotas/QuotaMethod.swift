/// How seats are divided between the kommuner. Raw values stand in the database.
///
/// All three give out one seat after another to whoever has the highest comparison number: what the kommun counts for,
/// divided by a number that grows with the seats it has. So a kommun never loses a seat because there are more to give.
/// The method of largest remainders is not among them, since under that one a kommun can (the Alabama paradox).
package enum QuotaMethod: String, Sendable, CaseIterable, Codable {
    /// Every kommun counts for the same.
    case equal
    /// Sainte-Laguë, in Swedish uddatalsmetoden: 1, 3, 5, 7 … Each kommun's share is rounded to the nearest.
    case population
    /// Jämkade uddatalsmetoden: 1.2, then 3, 5, 7 … The first seat is harder to get.
    case adjustedOddNumbers

    /// What a kommun with so many people counts for.
    package func weight(population: Int) -> Int { self == .equal ? 1 : population }

    /// What it is divided by, in tenths, once it has so many seats.
    package func divisor(seats: Int) -> Int {
        self == .adjustedOddNumbers && seats == 0 ? 12 : 10 * (2 * seats + 1)
    }

    package var label: Phrase {
        switch self {
        case .equal: Phrase(sv: "Lika många till alla", en: "The same for all")
        case .population: Phrase(sv: "Efter folkmängd (uddatalsmetoden)", en: "By population (Sainte-Laguë)")
        case .adjustedOddNumbers:
            Phrase(
                sv: "Efter folkmängd (jämkade uddatalsmetoden)", en: "By population (modified Sainte-Laguë)")
        }
    }

    package var explanation: Phrase {
        switch self {
        case .equal:
            Phrase(
                sv: "Varje kommun får lika många platser. Blir det platser över går de till de största kommunerna.",
                en: "Every municipality gets the same number. What is left over goes to the largest.")
        case .population:
            Phrase(
                sv:
                    "Kommunens folkmängd delas med 1, 3, 5, 7 och så vidare. Varje kommuns andel avrundas till närmaste "
                    + "heltal.",
                en: "The population is divided by 1, 3, 5, 7 and so on. Each municipality’s share is rounded to the "
                    + "nearest whole number.")
        case .adjustedOddNumbers:
            Phrase(
                sv: "Som i riksdagsvalet: folkmängden delas först med 1,2 och sedan med 3, 5, 7 och så vidare. Det är "
                    + "svårare för små kommuner att få sin första plats.",
                en:
                    "As in elections to the Riksdag: the population is divided by 1.2 first, then by 3, 5, 7 and so on. "
                    + "The first seat is harder to get for small municipalities.")
        }
    }
}
