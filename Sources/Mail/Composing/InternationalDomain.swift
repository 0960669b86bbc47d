import Conference

/// Domains in the letters that the domain name system has (RFC 5891 §5).
enum InternationalDomain {
    /// Nil when a label becomes longer than any may be.
    static func ascii(_ domain: String) -> String? {
        let labels = EmailAddress.key(domain).split(separator: ".", omittingEmptySubsequences: false).map { label in
            label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : "xn--" + punycode(Array(label.unicodeScalars))
        }
        return labels.allSatisfy { $0.utf8.count <= 63 } ? labels.joined(separator: ".") : nil
    }

    /// RFC 3492 §6.3; a label is too short for any number to overflow.
    private static func punycode(_ label: [Unicode.Scalar]) -> String {
        let basic = label.filter(\.isASCII)
        var output = String(String.UnicodeScalarView(basic)) + (basic.isEmpty ? "" : "-")
        var (code, delta, bias, handled) = (128, 0, 72, basic.count)
        while handled < label.count {
            let next = label.map { Int($0.value) }.filter { $0 >= code }.min()!  // one is left that was not handled
            delta += (next - code) * (handled + 1)
            code = next
            for scalar in label {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                output += variableLength(delta, bias: bias)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basic.count)
                delta = 0
                handled += 1
            }
            delta += 1
            code += 1
        }
        return output
    }

    private static func variableLength(_ number: Int, bias: Int) -> String {
        let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        var (rest, output) = (number, "")
        for step in 1... {
            let threshold = min(max(36 * step - bias, 1), 26)
            if rest < threshold { break }
            output.append(digits[threshold + (rest - threshold) % (36 - threshold)])
            rest = (rest - threshold) / (36 - threshold)
        }
        return output + String(digits[rest])
    }

    /// RFC 3492 §6.1.
    private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var steps = 0
        while delta > 455 {
            delta /= 35
            steps += 36
        }
        return steps + 36 * delta / (delta + 38)
    }
}
