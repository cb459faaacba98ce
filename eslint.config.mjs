import path from 'node:path';
import tseslint from 'typescript-eslint';
import house, { STAGES } from './stage-walls.mjs';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', 'tests/**'];

/** Time and chance are passed in: hidden ones cannot be moved by the dev store or repeated by a test. */
const HIDDEN_TIME = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Pass the clock in: clock is business time, systemClock the machine’s.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Pass the clock in: clock is business time, systemClock the machine’s.',
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Chance is passed in, so that a seed can repeat it.',
  },
  {
    selector:
      'TaggedTemplateExpression > TemplateLiteral > TemplateElement[value.raw=/\\bnow\\s*\\(\\s*\\)|current_timestamp/i]',
    message: 'SQL’s own now is neither business time nor the caller’s system time: pass one as a parameter.',
  },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'build/',
      '.kindred/',
      '**/*.gen.ts',
      'extensions/*/assets/',
      'devstore/shopify/storefront/assets/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { house },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'house/walls': 'error',
      'house/purity': 'error',
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/unbound-method': 'off',
      'max-depth': ['error', 4],
    },
  },
  {
    files: STAGES.map((stage) => path.posix.join('app', stage, '**/*.{ts,tsx}')),
    ignores: TESTS,
    rules: { 'no-restricted-syntax': ['error', ...HIDDEN_TIME], 'no-console': 'error' },
  },
  {
    files: TESTS,
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
);
