import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  // The examples import the package as its users do: what is built, which may not be there yet.
  { ignores: ['dist', 'reports', 'src/generated', 'node_modules', 'examples', '**/*.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `Record<string, string>` from headers and environments is read by name.
      '@typescript-eslint/dot-notation': 'off',
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Export by name.' }],
    },
  },
  {
    // tests/support/no-processes.ts catches what happens indirectly.
    files: ['tests/unit/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:child_process', 'node:cluster', 'node:http', 'node:http2', 'node:https', 'node:net', 'undici'],
          patterns: [
            { regex: '/src/sandbox/sandbox\\.js$', message: 'It starts a server: move the test to tests/process.' },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'vi', property: 'mock', message: 'A worker loads modules once: move the test to tests/process.' },
      ],
    },
  },
  {
    // Tools that load these files ask for a default export.
    files: ['**/*.config.ts', 'src/suite/playwright-reporter.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['*.js', 'bin/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
);
