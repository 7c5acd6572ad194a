/** Somebody whose name has something that software stumbles over. */
export type RemarkablePerson = Readonly<{
  firstName: string;
  lastName: string;
  login: string;
  country: string;
}>;

const someone = (firstName: string, lastName: string, login: string, country: string): RemarkablePerson => ({
  firstName,
  lastName,
  login,
  country,
});

/** Opens the site and the team: primary admin of both, and a row of both files. */
export const firstAdmin = someone('Anouk', 'Lavoie', 'anouk.lavoie', 'Canada');

/** All on montreal only. What is remarkable stands beside each. */
export const remarkablePeople: readonly RemarkablePerson[] = [
  // Found by typing "zoe".
  someone('Zoé', 'Tremblay', 'zoe.tremblay', 'Canada'),
  someone('Zoë', 'Janssens', 'zoe.janssens', 'Belgium'),
  someone('Zoe', 'Castellanos', 'zoe.castellanos', 'Colombia'),
  // A single name.
  someone('Suharto', '', 'suharto', 'Indonesia'),
  // Two family names, a particle, both apostrophes.
  someone('Gabriela', 'García Márquez', 'gabriela.garcia', 'Colombia'),
  someone('Sanne', 'van der Linden', 'sanne.vanderlinden', 'Netherlands'),
  someone('Aoife', 'O’Connor', 'aoife.oconnor', 'Ireland'),
  someone('Liam', "O'Connor", 'liam.oconnor', 'Ireland'),
  // ß, ø, and the two pairs of i of Turkish.
  someone('Jürgen', 'Groß', 'juergen.gross', 'Germany'),
  someone('Jørn', 'Brøgger', 'joern.broegger', 'Norway'),
  someone('İpek', 'Işık', 'ipek.isik', 'Türkiye'),
  // Vietnamese tone marks: composed, then decomposed.
  someone('Hồng Nhung', 'Nguyễn'.normalize('NFC'), 'nhung.nguyen', 'Vietnam'),
  someone('Văn Đức'.normalize('NFD'), 'Trần'.normalize('NFD'), 'duc.tran', 'Vietnam'),
  // A character outside the basic plane: four bytes in UTF-8.
  someone('太郎', '𠮷田', 'taro.yoshida', 'Japan'),
  // Right to left.
  someone('فاطمة الزهراء', 'بن علي', 'fatima.benali', 'Algeria'),
  someone('אברהם', 'בן־דוד', 'avraham.bendavid', 'Israel'),
  // Sixty characters.
  someone('Maria Aparecida', 'Nascimento de Albuquerque Cavalcanti de Melo', 'maria.nascimento', 'Brazil'),
  // One full name, two people.
  someone('Marie', 'Gagnon', 'marie.gagnon', 'Canada'),
  someone('Marie', 'Gagnon', 'm.gagnon', 'Canada'),
];
