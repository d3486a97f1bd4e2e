import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

/** Each room of the house and what it may not import; architecture in one table. Paths are matched as written in imports. */
const wall = (files, forbidden, ignores = []) => ({
  files,
  ignores,
  rules: {
    'no-restricted-imports': ['error', { patterns: forbidden.map(([regex, message]) => ({ regex, message })) }],
  },
});

const FORGE = ['^@forge/', 'Only the edge rooms speak to the platform.'];
const FORGE_BACKEND = [
  '^@forge/(api|resolver|events)',
  'Only jira/ and entries/ speak to @forge/api and @forge/resolver.',
];
const KVS = ['^@forge/kvs', 'Only src/storage imports @forge/kvs.'];
const NODE = ['^node:', 'The app runs on Forge: no Node built-ins here.'];
const room = (name, message) => [`^(\\.\\./)+(src/)?${name}(/|$)`, message];
const HOST = ['(^|/)host(/|$)', 'src, static and demo never import the host.'];
const STATIC = ['(^|/)static(/|$)', 'Screens are not a library.'];
const SRC = ['(^|/)src/', 'The host loads the built app through manifest.yml, as Forge does.'];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'test-results/**', '.host/**'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './static/tsconfig.json',
          './host/tsconfig.json',
          './host/shell/tsconfig.json',
          './demo/tsconfig.json',
          './test/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': 'off', // unions are types, shapes are either
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['static/**/*.tsx', 'static/**/*.ts', 'host/shell/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  wall(['src/domain/**'], [FORGE, NODE, ['^\\.\\./', 'The domain is flat and imports only itself and zod.']]),
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is passed in.' },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'Time is passed in.' },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Chance is passed in.' },
      ],
    },
  },
  wall(
    ['src/api/**'],
    [FORGE, NODE, room('(entries|operations|jira|storage)', 'api describes calls; it imports the domain only.')],
  ),
  wall(
    ['src/jira/**'],
    [
      KVS,
      NODE,
      ['^@forge/(resolver|events)', 'jira/ needs @forge/api only.'],
      room('(entries|operations|storage|api)', 'jira/ knows Jira and the domain.'),
    ],
  ),
  wall(
    ['src/storage/**'],
    [FORGE_BACKEND, NODE, room('(entries|operations|jira|api)', 'storage/ knows @forge/kvs and the domain.')],
  ),
  wall(['src/operations/**'], [FORGE, NODE, room('entries', 'Operations do not know who calls them.')]),
  wall(
    ['src/entries/**'],
    [KVS, NODE, ['^@forge/kvs', 'Only src/storage.'], room('(jira|storage)', 'Entries call operations.')],
  ),
  wall(
    ['static/src/**'],
    [
      ['^@forge/', 'Only static/src/forge imports @forge/bridge and @forge/jira-bridge.'],
      HOST,
      ['src/(?!domain/|api/)(entries|operations|jira|storage)', 'Screens import src/domain and src/api only.'],
    ],
    ['static/src/forge/**'],
  ),
  wall(
    ['host/**'],
    [SRC, STATIC, ['^@forge/(api|kvs|resolver|bridge|jira-bridge)', 'The host is what these packages talk to.']],
  ),
  wall(
    ['demo/**'],
    [HOST, STATIC, ['src/(entries|operations|jira|storage)', 'The demo uses the app through its calls.']],
  ),
);
