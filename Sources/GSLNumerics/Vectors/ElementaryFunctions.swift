// The platform's elementary functions: method modules import neither Foundation nor a platform's C
// library.

#if canImport(Darwin)
  @_exported public import func Darwin.cos
  @_exported public import func Darwin.exp
  @_exported public import func Darwin.expm1
  @_exported public import func Darwin.log
  @_exported public import func Darwin.log1p
  @_exported public import func Darwin.sin
  @_exported public import func Darwin.tanh
#else
  @_exported public import func Glibc.cos
  @_exported public import func Glibc.exp
  @_exported public import func Glibc.expm1
  @_exported public import func Glibc.log
  @_exported public import func Glibc.log1p
  @_exported public import func Glibc.sin
  @_exported public import func Glibc.tanh
#endif
