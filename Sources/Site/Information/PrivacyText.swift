/// - Parameter responsible: Who is, in the organisers' words.
func privacySwedish(responsible: HTML) -> HTML {
    """
    <p class="lead">Så här används det du skriver i anmälan.</p>
    <h2>Vem som ansvarar</h2>
    \(responsible)
    <h2>Vad som sparas och varför</h2>
    <ul>
    <li><strong>Namn, e-post, organisation och roll</strong> behövs för att ge dig en plats, räkna den mot rätt kvot och \
    ta emot dig vid entrén.</li>
    <li><strong>Telefon</strong> är frivilligt och används bara om något ändras nära inpå konferensen.</li>
    <li><strong>Mat och tillgänglighet</strong> är frivilligt. Svaren ses av så få som möjligt, och köket får antal i \
    stället för namn. Skriv vad du behöver, inte varför.</li>
    <li><strong>Grupper</strong>: den som anmäler andra lämnar sitt eget namn och sin e-postadress, för besked om gruppen. \
    Kontaktpersonen ser namn, e-postadress, bokningskod och om det finns plats, men aldrig vad någon svarar om mat och \
    tillgänglighet. En lista som inte skickas sparas inte.</li>
    <li><strong>Incheckning</strong>: när och vid vilken dörr du släpptes in. Telefoner och datorer vid dörrarna har en \
    lista med namn, koder och det arrangörerna valt att visa, aldrig behov, e-post eller telefon. De glömmer den senast \
    nästa gång de öppnas efter dagen efter konferensen.</li>
    <li><strong>Ändringar och anteckningar</strong>: när något ändras i din anmälan sparas vem som gjorde det, när, varför \
    och vilka uppgifter det gällde, men inte vad som stod. Arrangörerna kan skriva korta anteckningar om din anmälan.</li>
    </ul>
    <p>Den rättsliga grunden är att konferensen är en uppgift av allmänt intresse (artikel 6.1 e i \
    dataskyddsförordningen). Det du frivilligt skriver om behov kan säga något om hälsa eller tro, och behandlas med ditt \
    uttryckliga samtycke (artikel 9.2 a). Du tar tillbaka det genom att höra av dig. Skriv inga personnummer.</p>
    <h2>Hur länge</h2>
    <p>Svaren om mat och tillgänglighet raderas automatiskt två veckor efter konferensen. Då raderas \
    också gruppernas kontaktpersoner, med namn och e-postadress, kommunernas e-postadresser och det arrangörerna skrivit i anteckningar och skäl. Övriga uppgifter gallras enligt den ansvariga \
    kommunens beslut.</p>
    <h2>Vem som kan se dem</h2>
    <p>Arrangörerna. Kommer du från en kommun kan kommunen ha en länk till en sida med sina anmälda: där står ditt namn, om du \
    har plats och vilka workshoppar du valt, men aldrig dina svar, din e-postadress eller länken till din sida. Kommunen kan \
    avboka dig och ge din plats till en kollega, och då får du besked. Sidan med platser per kommun visar bara antal. En anmälan till en kommun är normalt en allmän \
    handling och kan lämnas ut till den som begär det, om den inte omfattas av sekretess.</p>
    <h2>Dina rättigheter</h2>
    <p>Du kan få veta vilka uppgifter som finns om dig, få fel rättade, invända mot hur de används och avboka på din \
    personliga sida. Kommunernas dataskyddsombud svarar på frågor. Är du inte \
    nöjd kan du klaga hos Integritetsskyddsmyndigheten, <a href="https://www.imy.se/">imy.se</a>.</p>
    <h2>Kakor</h2>
    <p>Besökare får inga kakor. Den som loggar in som arrangör får en, som behövs för inloggningen och tas bort \
    när hen loggar ut, senast efter 12 timmar. Inget på sidorna hämtas från någon annan.</p>
    """
}

/// - Parameter responsible: Who is, in the organisers' words.
func privacyEnglish(responsible: HTML) -> HTML {
    """
    <p class="lead">This is how what you write in the registration is used.</p>
    <h2>Who is responsible</h2>
    \(responsible)
    <h2>What is kept, and why</h2>
    <ul>
    <li><strong>Name, e-mail, organisation and role</strong> are needed to give you a seat, to count it against the \
    right quota and to receive you at the door.</li>
    <li><strong>Phone</strong> is optional and used only if something changes close to the conference.</li>
    <li><strong>Food and access</strong> are optional. The answers are seen by as few as possible, and the kitchen gets \
    numbers instead of names. Write what you need, not why.</li>
    <li><strong>Groups</strong>: whoever registers others gives their own name and e-mail address, to be told about the \
    group. The contact sees names, e-mail addresses, booking codes and who has a seat, but never what anybody answers \
    about food and access. A list that is not sent is not kept.</li>
    <li><strong>Check-in</strong>: when and at which door you were let in. Telephones and laptops at the doors have a list \
    with names, codes and what the organisers chose to show, never needs, e-mail or phone. They forget it at the latest \
    when they are next opened after the day after the conference.</li>
    <li><strong>Changes and notes</strong>: when something in your registration is changed we keep who did it, when, why and \
    which answers it was about, but not what they said. The organisers can write short notes about your registration.</li>
    </ul>
    <p>The legal basis is that the conference is a task in the public interest (Article 6(1)(e) of the General Data \
    Protection Regulation). What you choose to write about needs can tell about health or belief, and is handled with your \
    explicit consent (Article 9(2)(a)). You withdraw it by writing to us. Write no personal identity numbers.</p>
    <h2>For how long</h2>
    <p>Answers about food and access are deleted automatically two weeks after the conference. So are \
    the names and addresses of the contacts of groups, the addresses of the municipalities, and what the organisers wrote in notes and reasons. Other data are disposed of as the responsible \
    municipality has decided.</p>
    <h2>Who can see them</h2>
    <p>The organisers. If you come from a municipality it can have a link to a page with those it has registered: your name, \
    whether you have a seat and which workshops you chose, but never your answers, your e-mail address or the link to your \
    page. The municipality can cancel your registration and give your seat to a colleague, and then you are told. The page with seats per municipality shows numbers only. A registration sent to a Swedish \
    municipality is normally a public record and can be released to whoever asks for it, unless it is secret by law.</p>
    <h2>Your rights</h2>
    <p>You can learn which data there are about you, have errors corrected, object to how they are used and cancel on your \
    personal page. The data protection officers of the municipalities answer questions. If you are \
    not satisfied you can complain to the Swedish Authority for Privacy Protection, \
    <a href="https://www.imy.se/en/">imy.se</a>.</p>
    <h2>Cookies</h2>
    <p>Visitors get no cookies. Whoever signs in as an organiser gets one, which signing in needs and which is gone at \
    sign-out, at the latest after 12 hours. Nothing on these pages is fetched from anybody else.</p>
    """
}
