import ts from 'typescript';

/** A field of the generated types and the lines that it takes, without the comment above it. */
export interface Member {
  /** The names from the outermost interface down to the field. */
  readonly keys: readonly string[];
  readonly first: number;
  readonly last: number;
}

/** Every field of the interfaces in a TypeScript text, with the lines that it takes; lines are counted from 0. */
export function linesOfMembers(text: string): Member[] {
  const file = ts.createSourceFile('types.ts', text, ts.ScriptTarget.Latest, true);
  const members: Member[] = [];
  const visit = (node: ts.Node, keys: readonly string[]): void => {
    let here = keys;
    if (ts.isInterfaceDeclaration(node)) here = [node.name.text];
    else if (ts.isPropertySignature(node) && isNamed(node.name)) {
      here = [...keys, node.name.text];
      members.push({
        keys: here,
        first: file.getLineAndCharacterOfPosition(node.getStart(file)).line,
        last: file.getLineAndCharacterOfPosition(node.getEnd()).line,
      });
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  visit(file, []);
  return members;
}

function isNamed(name: ts.PropertyName): name is ts.Identifier | ts.StringLiteral | ts.NumericLiteral {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name);
}
