const firstNames = [
  'Ada',
  'Ben',
  'Chloe',
  'Dev',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Liam',
  'Mona',
];
const lastNames = ['Abbott', 'Baker', 'Costa', 'Dahl', 'Evans', 'Fischer', 'Gupta', 'Haas', 'Ito', 'Jansen', 'Kaya'];
const titles = ['Head of Marketing', 'Sales Director', 'IT Manager', 'Buyer', 'CFO', 'Operations Lead', 'Founder'];

export interface Person {
  FirstName: string;
  LastName: string;
  Email: string;
  Title: string;
}

/** The n-th invented person: always the same one, with an address that nobody can own. */
export function person(n: number, of: 'lead' | 'contact'): Person {
  const pick = (names: readonly string[], step: number) => names[(n * step) % names.length] ?? '';
  const FirstName = pick(firstNames, 5);
  const LastName = `${pick(lastNames, 7)}-${n}`;
  return {
    FirstName,
    LastName,
    Email: `${FirstName}.${LastName}.${of}@example.com`.toLowerCase(),
    Title: pick(titles, 3),
  };
}
