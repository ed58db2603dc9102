"""Words by which columns of persons are told from columns of schools, streets and firms, in several languages."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words and phrases in `text`; a phrase has low lines for blanks."""
    return frozenset(word.strip().replace("_", " ") for word in text.split())


PERSONS = words(
    "surname surnames last_name lastname family_name familyname first_name firstname given_name givenname forename"
    " middle_name maiden_name full_name fullname person person_name patient patient_name pupil_name student_name"
    " employee_name applicant_name tenant_name resident_name claimant_name beneficiary_name holder_name owner_name"
    " customer_name client_name victim_name defendant_name complainant_name requester_name caller_name donor_name"
    " staff_name name_of_person contact_name contact_person"
    " vorname vornamen nachname nachnamen familienname zuname antragsteller"
    " prenom prenoms nom_de_famille nom_patronymique nom_prenom nom_et_prenom nom_usage"
    " apellido apellidos primer_apellido segundo_apellido nombre_completo nombre_y_apellidos nombres"
    " cognome nome_e_cognome sobrenome apelido nome_completo nome_proprio"
    " voornaam achternaam fornamn efternamn fornavn etternavn efternavn etunimi sukunimi"
    " imie nazwisko imie_i_nazwisko jmeno prijmeni meno priezvisko prezime utonev vezeteknev nume_de_familie prenume"
)
"""Of column names that say by themselves that the cells name persons."""
POSTS = words(
    "artist author architect sculptor photographer writer composer performer curator inspector officer candidate"
    " councillor councilmember councilor mayor minister president senator deputy director principal manager head judge"
    " commissioner governor chair chairman chairperson secretary clerk sponsor official superintendent translator"
    " editor director_name principal_name named_after honoree kunstler kandidat artista autor candidato alcalde"
    " auteur artiste candidat maire candidata prefeito sindaco autore arquitecto architecte architekt"
)
"""Of column names that say that persons stand there for a public post or work."""
WORKPLACES = words(
    "business business_name company company_name firm firm_name shop store office department dept agency"
    " establishment premises facility facility_name supplier supplier_name vendor vendor_name contractor trade_name"
    " employer organisation organization organisation_name organization_name restaurant betrieb firma unternehmen"
    " behorde dienststelle amt empresa negocio organismo dependencia departamento entreprise societe service organisme"
    " azienda ufficio ente orgao oficina"
)
NO_PERSON = words(
    "school schools elementary academy college university institute library hospital clinic museum theatre theater"
    " street st road rd avenue ave boulevard blvd lane drive square plaza court highway bridge park garden forest lake"
    " river island creek hill hills valley beach mount mountain station stop depot airport harbor harbour port terminal"
    " building house tower hall center centre complex church temple mosque chapel cemetery market mall hotel"
    " city town village county district ward region province state country municipality borough parish"
    " department office agency bureau ministry council committee commission authority board court division"
    " inc llc ltd limited corp corporation company co gmbh ag sa srl spa sl bv plc group holdings services service"
    " systems solutions partners associates association society foundation trust union club fund bank"
    " schule gymnasium strasse platz weg allee ring krankenhaus bahnhof kirche stadt gemeinde landkreis verein"
    " ecole lycee universite rue place chemin gare hopital mairie commune departement eglise pont"
    " escuela colegio instituto universidad calle avenida plaza paseo carrera hospital estacion iglesia ayuntamiento"
    " municipio provincia distrito barrio parque mercado puente scuola liceo via viale piazza ospedale comune"
    " escola rua praca bairro camara municipal prefeitura gmina ulica szkola website url domain"
    " venue branch site route line program programme project product species event grant"
)
"""Words in names of institutions and places, and of the columns that hold them."""
INSTITUTIONS = WORKPLACES | words(
    "school schools university college institute academy library hospital clinic museum theatre theater station stop"
    " depot airport harbor harbour park building hall center centre complex church temple mosque cemetery market mall"
    " hotel ministry council committee commission authority board court association society foundation trust union club"
    " fund bank schule krankenhaus bahnhof kirche verein ecole lycee gare hopital mairie escuela colegio estacion"
    " iglesia ayuntamiento scuola ospedale escola camara prefeitura szkola website url domain venue branch site route"
)
"""Of column names that say that a row is about an institution or what it runs, not about a person."""
PLACES = NO_PERSON | words(
    "san santa santo saint sainte st ste sao sankt new north south east west upper lower old mount fort el la los las"
)
"""Words that no person's name begins with, but many a town's that is named after one."""
THINGS = (
    NO_PERSON
    | WORKPLACES
    | words(
        "title subject category type description note notes comment comments topic material brand model language"
        " location place address item label keyword keywords status purpose"
    )
)
"""Of column names that say that the cells name something else than persons."""
GIVEN_NAMES = words(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony"
    " mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan"
    " jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander"
    " raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan"
    " jeremy harold keith christian roger noah gerald carl terry sean arthur lawrence jesse dylan bryan joe jordan"
    " billy bruce albert mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty"
    " margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca"
    " sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine"
    " christine debra rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria"
    " kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann"
    " sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn"
    " danielle beverly isabella theresa diana natalie brittany charlotte marie kayla alexis lori jane oliver harry"
    " charlie oscar leo archie alfie freddie amelia isla ava mia poppy ella lily freya florence ivy phoebe nigel"
    " simon graham neil ian alan colin gareth rhys owen fiona gillian juan carlos luis miguel antonio francisco"
    " manuel javier pedro jesus alejandro fernando jorge alberto rafael pablo sergio ramon enrique diego raul"
    " ricardo eduardo roberto andres mario ivan ruben carmen ana isabel dolores pilar josefa rosa cristina elena"
    " lucia mercedes raquel silvia paula beatriz irene marta nuria rocio monica alba sofia joao paulo marcos lucas"
    " gabriel felipe gustavo rodrigo marcelo fabio thiago bruno leonardo fernanda juliana aline camila adriana"
    " marcia luciana vanessa larissa leticia rafaela joaquim tiago ines catarina pierre michel philippe alain"
    " nicolas christophe laurent frederic olivier sebastien julien francois bernard jacques claude thierry"
    " guillaume pascal vincent emmanuel didier xavier marc luc monique nathalie isabelle sylvie valerie sophie"
    " celine sandrine aurelie chantal francoise brigitte camille lea chloe manon juliette hans klaus wolfgang"
    " jurgen uwe bernd dieter horst stefan andreas matthias markus tobias florian sebastian felix lukas jonas"
    " maximilian moritz ursula monika petra renate sabine karin birgit gabriele susanne heike claudia katrin anja"
    " silke nadine lena leonie johanna franziska greta mathilda giuseppe giovanni francesco luigi salvatore marco"
    " luca matteo lorenzo davide alessandro giulia francesca chiara valentina giorgia federica martina alessia"
    " elisa paola piotr krzysztof andrzej tomasz pawel jan michal marcin jakub katarzyna malgorzata agnieszka ewa"
    " krystyna elzbieta joanna magdalena lars anders erik nils sven johan karl olof gustav ingrid kristina astrid"
    " birgitta elsa maja linnea kari mette henrik jens soren jeroen pieter willem hendrik johannes cornelis sanne"
    " daan bram femke lotte anneke maarten ahmed mohammed muhammad mohamed ali hassan hussein omar ibrahim yusuf"
    " mustafa fatima aisha khadija zainab leila amina mehmet ayse fatma emre elif vladimir sergei aleksandr dmitri"
    " andrei alexei olga tatiana irina natalia svetlana wei ming li hui jing yan min raj priya rahul amit sunita"
    " anita vijay sanjay deepak arjun ravi kumar yuki hiroshi kenji sakura minh nguyen thi van linh kwame kofi ama"
    " chidi ngozi emeka wanjiku"
)
"""Common ones, folded: a help in telling persons from places, never evidence alone."""
