/// What the law asks such a statement to tell: digg.se, "Skapa en tillgänglighetsredogörelse".
///
/// - Parameter help: What to do about a page that does not work, in the organisers' words.
func accessibilitySwedish(help: HTML) -> HTML {
    """
    <p class="lead">Den här webbplatsen ska kunna användas av alla. Här står hur tillgänglig den är och vad du gör \
    om något inte fungerar.</p>
    <h2>Hur tillgänglig webbplatsen är</h2>
    <p>Webbplatsen är byggd för att följa WCAG 2.1 på nivå AA, som lagen om tillgänglighet till digital offentlig service \
    kräver. Vi känner inte till några brister. Bedömningen är vår egen och ingen utomstående har granskat webbplatsen, \
    så den är inte fastställd som helt förenlig med lagen.</p>
    <p>Bedömningen gjordes 25 november 2026. Redogörelsen uppdaterades senast 25 november 2026.</p>
    <h2>Hur vi har provat</h2>
    <p>Sidorna provas vid varje ändring med ett automatiskt verktyg (axe) på båda språken och på skärmar från 320 \
    bildpunkters bredd, färgerna i både ljust och mörkt läge. Anmälan provas också med bara tangentbord och utan skript. \
    Ingen skärmläsare har använts vid proven.</p>
    <h2>Om du inte kan använda en sida</h2>
    \(help)
    <h2>Om du inte är nöjd med svaret</h2>
    <p>Myndigheten för digital förvaltning har tillsyn över att lagen följs. Du kan anmäla brister på \
    <a href="https://www.digg.se/tdosanmalan">digg.se/tdosanmalan</a>.</p>
    """
}

/// - Parameter help: What to do about a page that does not work, in the organisers' words.
func accessibilityEnglish(help: HTML) -> HTML {
    """
    <p class="lead">Everybody should be able to use this site. Here is how that goes, and what to do when it does not.</p>
    <h2>How accessible the site is</h2>
    <p>The site is built to follow WCAG 2.1 at level AA, as the Swedish law on the accessibility of digital public \
    services requires. We know of no shortcomings. The assessment is our own and nobody from outside has examined the \
    site, so it has not been established as fully compliant.</p>
    <p>The assessment was made on 25 November 2026. The statement was last updated on 25 November 2026.</p>
    <h2>How we have tested</h2>
    <p>The pages are tested with every change by an automatic tool (axe) in both languages and on screens from 320 pixels \
    wide, their colours in light and dark mode. Registering is also tested with a keyboard alone and without scripts. \
    No screen reader has been used in the tests.</p>
    <h2>If you cannot use a page</h2>
    \(help)
    <h2>If you are not satisfied with the answer</h2>
    <p>The Swedish Agency for Digital Government supervises the law. You can report shortcomings at \
    <a href="https://www.digg.se/tdosanmalan">digg.se/tdosanmalan</a>.</p>
    """
}
