import Conference

/// Who got the last seat of a division and who came next, with the numbers that decided.
struct LastSeat {
    let visit: Visit
    let plan: QuotaPlan
    let register: KommunRegister

    var html: HTML? {
        guard let last = plan.apportionment.awards.last else { return nil }
        let (name, next) = (name(last), plan.apportionment.next)
        guard plan.terms.method != .equal else {
            return """
                <p>\(visit(
                    "Den sista platsen gick till \(name), som därmed har \(last.seat).",
                    "The last seat went to \(name), which thus has \(last.seat)."))</p>
                """
        }
        let won = visit(
            "Den sista platsen gick till \(name), som plats \(last.seat): \(division(last)).",
            "The last seat went to \(name), as seat \(last.seat): \(division(last)).")
        let missed = next.map { next in
            visit(
                "Närmast efter kom \(self.name(next)) med \(division(next)).",
                "Next came \(self.name(next)) with \(division(next)).")
        }
        return "<p>\(won) \(missed ?? "")</p>"
    }

    private func name(_ award: Apportionment.Award) -> String {
        let code = plan.claimants[award.claimant].code
        return register[code]?.name ?? code
    }

    /// "52 590 / 5 = 10 518".
    private func division(_ award: Apportionment.Award) -> String {
        let (weight, result) = (LargeNumber(number: award.weight), LargeNumber(number: award.comparison))
        let isExact = award.weight * 10 % award.divisor == 0
        return "\(weight[visit.language]) / \(DivisorWords(tenths: award.divisor)[visit.language]) "
            + "\(isExact ? "=" : "≈") \(result[visit.language])"
    }
}

/// "1,2", "3".
struct DivisorWords {
    let tenths: Int

    subscript(language: Language) -> String {
        let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(whole)" : "\(whole)\(language == .swedish ? "," : ".")\(rest)"
    }
}
