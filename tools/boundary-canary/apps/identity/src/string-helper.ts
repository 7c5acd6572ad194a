// breaks eslint rollcall/file-name
// breaks eslint rollcall/exported-name
// breaks eslint rollcall/exported-docstring
export class StringHelper {}
