// Reads scripts with tree-sitter's PowerShell grammar, and prints what it saw as JSON: for each file the nodes that are no PowerShell, the
// value of every literal, and every command with its parameters. The names of the files come as arguments.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'

const quotes = /['\u2018-\u201b]/
const grammar = createRequire(import.meta.url).resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')

await Parser.init()
const parser = new Parser()
parser.setLanguage(await Language.load(grammar))

// value is what a node evaluates to, where it is a text made of literals and [char] casts; null where it is anything else.
function value (node) {
  switch (node.type) {
    case 'verbatim_string_characters': {
      const text = node.text.slice(1, -1)
      let out = ''
      for (let i = 0; i < text.length; i++) {
        if (quotes.test(text[i]) && i + 1 < text.length && quotes.test(text[i + 1])) i++
        else if (quotes.test(text[i])) return null
        out += text[i]
      }
      return out
    }
    case 'cast_expression': {
      const number = /^\[char\]0x([0-9A-F]{4})$/.exec(node.text)
      return number === null ? null : String.fromCharCode(parseInt(number[1], 16))
    }
    case 'additive_expression':
      if (node.childCount === 3 && node.child(1).text === '+') {
        const left = value(node.child(0)), right = value(node.child(2))
        return left === null || right === null ? null : left + right
      }
  }
  if (node.type === 'parenthesized_expression') return node.childCount === 3 ? value(node.child(1)) : null
  return node.childCount === 1 ? value(node.child(0)) : null
}

// visit notes what the cursor is at, and says whether there is more below it.
function visit (cursor, seen) {
  const node = cursor.currentNode
  if (node.isError || node.isMissing) seen.errors.push({ line: node.startPosition.row + 1, text: node.text.slice(0, 80) })
  switch (node.type) {
    case 'parenthesized_expression':
    case 'string_literal': {
      const text = value(node)
      if (text !== null) seen.literals.push(text)
      return text === null
    }
    case 'command': {
      const name = node.children.find(child => child.type === 'command_name')
      const elements = node.children.find(child => child.type === 'command_elements')
      const parameters = elements === undefined ? [] : elements.children.filter(child => child.type === 'command_parameter').map(child => child.text)
      if (name !== undefined) seen.commands.push({ name: name.text, parameters, line: node.startPosition.row + 1 })
    }
  }
  return true
}

function read (file) {
  const bytes = readFileSync(file)
  const seen = { file, mark: bytes.subarray(0, 3).toString('hex'), errors: [], literals: [], commands: [] }
  const tree = parser.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  // A cursor is a hundred times as fast as asking each node for its children.
  const cursor = tree.walk()
  let entering = true
  for (;;) {
    if (entering && visit(cursor, seen) && cursor.gotoFirstChild()) continue
    entering = cursor.gotoNextSibling()
    if (!entering && !cursor.gotoParent()) break
  }
  tree.delete()
  return seen
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(read)))
