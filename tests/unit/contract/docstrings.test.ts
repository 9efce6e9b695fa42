/** What the docstrings of src say of functions that other files call. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

type Callable = ts.FunctionDeclaration | ts.MethodDeclaration;

/** The exported functions of a module, and the methods of its exported classes that are not documented elsewhere. */
function callablesOf(source: ts.SourceFile): Callable[] {
  const overloads = source.statements.filter(ts.isFunctionDeclaration).filter(({ body }) => body === undefined);
  const overloaded = new Set(overloads.map(({ name }) => name?.getText()));
  return source.statements.flatMap((statement): Callable[] => {
    if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
    if (!has(statement, ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isFunctionDeclaration(statement)) {
      // Callers see the overloads of a function, not its implementation.
      return statement.body !== undefined && overloaded.has(statement.name?.getText()) ? [] : [statement];
    }
    return statement.members
      .filter(ts.isMethodDeclaration)
      .filter((method) => ts.isIdentifier(method.name))
      .filter((method) => !has(method, ts.SyntaxKind.PrivateKeyword) && !has(method, ts.SyntaxKind.OverrideKeyword));
  });
}

function has(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) === true;
}

/** Whether a function throws an error that it makes itself, outside of functions inside of it. */
function throws(node: ts.Node): boolean {
  if (ts.isThrowStatement(node) && ts.isNewExpression(node.expression)) return true;
  return ts.forEachChild(node, (child) => !ts.isFunctionLike(child) && throws(child)) === true;
}

/** The words of a text, or of a name in camel case, without endings and those that carry nothing. */
function wordsOf(text: string): string[] {
  const words =
    text
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  return words
    .filter((word) => !/^(?:an?|the|of|to|for|in|is|are|and|its?|with|from|by|on|as)$/.test(word))
    .map((word) => word.replace(/(?:es|s|ed|ing)$/, '').slice(0, 6));
}

const functions = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('generated'))
  .flatMap((file) => {
    const text = readFileSync(join('src', file), 'utf8');
    return callablesOf(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)).map((node) => ({
      place: `${file}: ${node.name?.getText() ?? 'default'}`,
      name: node.name?.getText() ?? '',
      doc: ts
        .getJSDocCommentsAndTags(node)
        .map((doc) => doc.getText())
        .join('\n'),
      throws: throws(node),
    }));
  });

const places = (found: typeof functions): string[] => found.map(({ place }) => place);

it('has one for every exported function', () => {
  expect(functions.length).toBeGreaterThan(500);
  expect(places(functions.filter(({ doc }) => doc === ''))).toEqual([]);
});

it('says more than the name', () => {
  const echoes = functions.filter(({ name, doc }) => {
    const known = new Set(wordsOf(name));
    return doc !== '' && wordsOf(doc).every((word) => known.has(word));
  });
  expect(places(echoes)).toEqual([]);
});

it('names the errors that the function throws itself', () => {
  expect(places(functions.filter((it) => it.throws && !it.doc.includes('@throws')))).toEqual([]);
});
