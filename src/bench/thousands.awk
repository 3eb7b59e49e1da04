# Function for numbers in tables: thousands(15000) is "15,000".
function thousands(number,    digits, grouped) {
  digits = sprintf("%.0f", number)
  while (length(digits) > 3) {
    grouped = "," substr(digits, length(digits) - 2) grouped
    digits = substr(digits, 1, length(digits) - 3)
  }
  return digits grouped
}
