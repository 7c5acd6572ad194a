type Findings = readonly { code: string; severity: 'error' | 'notice'; column: string | null }[];
type Line = Readonly<{ text: string; findings: Findings }>;

const good = (text: string): Line => ({ text, findings: [] });
const bad = (text: string, code: string, column: string | null): Line => ({
  text,
  findings: [{ code, severity: 'error', column }],
});

const lines: readonly Line[] = [
  {
    text: 'Login,First Name,Last Name,Email,Status,Permission Group,Projects,Password,Shoe Size',
    findings: [
      { code: 'password-column', severity: 'notice', column: 'Password' },
      { code: 'column-unknown', severity: 'notice', column: 'Shoe Size' },
    ],
  },
  good('ines.duarte,Inês,Duarte,ines.duarte@halcyon.example.com,active,Artist,Nightjar,Tr0ub4dor&3,38'),
  good('pavel.novak,Pavel,Novák,pavel.novak@halcyon.example.com,act,Artist,"Nightjar, Ash, Ember & Bone",,'),
  good('chiara.bianchi,Chiara,Bianchi,chiara.bianchi@halcyon.example.com,TRUE,Manager,Kestrel|Salt Harvest,,'),
  good('tuan.vo,Tuấn,Võ,tuan.vo@halcyon.example.com,yes,,,,'.normalize('NFD')),
  good('amara.diallo,"Amara ""Mara""",Diallo,amara.diallo@halcyon.example.com,disabled,Vendor,Kestrel,,'),
  good('oskar.blom,Oskar,Blom,oskar.blom@halcyon.example.com,1,artist,nightjar,,'),
  bad('no.first,,Marsh,no.first@halcyon.example.com,active,Artist,,,', 'required', 'First Name'),
  bad('no.email,Rosa,Lindt,,active,Artist,,,', 'required', 'Email'),
  bad('at.sign,Karim,Saleh,karim.saleh.halcyon.example.com,active,Artist,,,', 'email-invalid', 'Email'),
  bad('two words,Hanna,Weber,hanna.weber@halcyon.example.com,active,Artist,,,', 'login-invalid', 'Login'),
  bad('INES.DUARTE,Inácio,Duarte,inacio.duarte@halcyon.example.com,active,Artist,,,', 'login-repeated', 'Login'),
  bad('p.novak,Petr,Novák,Pavel.Novak@Halcyon.example.com,active,Artist,,,', 'email-repeated', 'Email'),
  // The first letter of the login is Cyrillic; the login above starts with a Latin one.
  bad('сhiara.bianchi,Chiara,Bianchi,c.bianchi@halcyon.example.com,active,Artist,,,', 'login-looks-alike', 'Login'),
  bad('lars.wolf,Lars,Wolf,lars.wolf@halcyon.example.com,active,Wizard,,,', 'role-unknown', 'Permission Group'),
  bad(
    'ida.koch,Ida,Koch,ida.koch@halcyon.example.com,active,Artist,"Nightjar, Moonraker",,',
    'project-unknown',
    'Projects',
  ),
  bad('sam.reyes,Sam,Reyes,sam.reyes@halcyon.example.com,maybe,Artist,,,', 'status-unknown', 'Status'),
  bad(`long.name,${'Long'.repeat(26)},Name,long.name@halcyon.example.com,active,Artist,,,`, 'too-long', 'First Name'),
  bad('rude.quote,"Rude"" Quote,Stray,rude.quote@halcyon.example.com,active,Artist,,,', 'broken-quotes', null),
];

/** The file for the import wizard and its tests: each bad row is wrong in one way. */
export const brokenPeopleFile = `${lines.map(({ text }) => text).join('\n')}\n`;

/** What checking that file for montreal finds; rows as a spreadsheet counts, the header is 1. */
export const brokenPeopleExpected = {
  rows: lines.length - 1,
  good: lines.slice(1).filter(({ findings }) => findings.length === 0).length,
  findings: lines.flatMap(({ findings }, index) => findings.map((each) => ({ row: index + 1, ...each }))),
};
