import Glibc

/// eˣ.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// 1 ÷ (1 + e⁻ᶻ).
func logistic(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
