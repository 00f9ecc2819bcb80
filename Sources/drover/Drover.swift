@main struct Drover { static func main() { print("drover") } }
