internal import CPNG

/// libpng could not make the picture.
package struct PNGFailure: Error, Equatable {
    package let reason: String
}

extension QRMatrix {
    /// A picture for mail, where drawings (SVG) are not shown.
    ///
    /// - Parameter scale: Pixels on the edge of a square, from 1 to 32.
    package func png(scale: Int = 6) throws(PNGFailure) -> [UInt8] {
        precondition((1...32).contains(scale), "a picture has whole pixels, and no mail wants a poster")
        let width = (side + 2 * Self.quietZone) * scale
        var pixels = [UInt8](repeating: 0xFF, count: width * width)
        for run in darkRuns {
            let left = (run.column + Self.quietZone) * scale
            let top = (run.row + Self.quietZone) * scale
            for y in top..<top + scale {
                for x in left..<left + run.length * scale { pixels[y * width + x] = 0 }
            }
        }
        return try Self.png(pixels, width: width)
    }

    private static func png(_ pixels: [UInt8], width: Int) throws(PNGFailure) -> [UInt8] {
        var image = cpng_gray_image(png_uint_32(width), png_uint_32(width))
        defer { png_image_free(&image) }
        // The first call says how much room the second needs.
        var size: png_alloc_size_t = 0
        guard png_image_write_to_memory(&image, nil, &size, 0, pixels, 0, nil) != 0 else { throw failure(image) }
        var file = [UInt8](repeating: 0, count: Int(size))
        guard png_image_write_to_memory(&image, &file, &size, 0, pixels, 0, nil) != 0 else { throw failure(image) }
        return Array(file.prefix(Int(size)))
    }

    private static func failure(_ image: png_image) -> PNGFailure {
        let reason = withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return PNGFailure(reason: reason)
    }
}
