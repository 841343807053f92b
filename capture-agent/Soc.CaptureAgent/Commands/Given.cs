using Soc.CaptureAgent.Settings;

namespace Soc.CaptureAgent.Commands;

/// <summary>The command line, read.</summary>
internal sealed record Given
{
    public string Verb { get; private init; } = "";

    public IReadOnlyList<string> Files { get; private init; } = [];

    public Uri? Gateway { get; private init; }

    public string? Token { get; private init; }

    public bool IsPrinting { get; private init; }

    public bool IsNow { get; private init; }

    private string? Name { get; init; }

    private string? State { get; init; }

    private string? Filter { get; init; }

    private IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <exception cref="FormatException">Something is not understood; the message says what.</exception>
    public static Given Parse(string[] args)
    {
        var given = new Given { Verb = args.Length > 0 ? args[0] : "" };
        for (var i = 1; i < args.Length; i++)
        {
            given = args[i] switch
            {
                "--print" => given with { IsPrinting = true },
                "--now" => given with { IsNow = true },
                "--gateway" => given with { Gateway = UriOf(Value(args, ref i)) },
                "--token" => given with { Token = Value(args, ref i) },
                "--name" => given with { Name = Value(args, ref i) },
                "--state" => given with { State = Value(args, ref i) },
                "--filter" => given with { Filter = Value(args, ref i) },
                "--interface" => given with { Interfaces = [.. given.Interfaces, Value(args, ref i)] },
                ['-', ..] unknown => throw new FormatException($"'{unknown}' is not understood."),
                _ => given with { Files = [.. given.Files, args[i]] },
            };
        }

        return given;
    }

    public CaptureOptions Over(CaptureOptions configured) => configured with
    {
        Name = Name ?? configured.Name,
        StateDirectory = State ?? configured.StateDirectory,
        Filter = Filter ?? configured.Filter,
        Interfaces = Interfaces.Count > 0 ? Interfaces : configured.Interfaces,
    };

    private static string Value(string[] args, ref int i) =>
        ++i < args.Length ? args[i] : throw new FormatException($"'{args[i - 1]}' needs a value behind it.");

    private static Uri UriOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new FormatException($"'{text}' is no address such as https://soc.example.com:8090.");
}
