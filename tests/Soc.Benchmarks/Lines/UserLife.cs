namespace Soc.Benchmarks.Lines;

/// <summary>Three weeks of one user: VPN and identity provider in turn, two places, a mistyped password now and then.</summary>
internal static class UserLife
{
    public const int Events = 30;
    private const long HourMs = 3_600_000;
    private const long DayMs = 24 * HourMs;
    private const long SpanMs = 21 * DayMs;

    /// <summary>The <see cref="Events"/> sign-ins of a user up to <paramref name="endMs"/>, in order of time.</summary>
    public static IEnumerable<SignInStep> Of(int user, int clients, long endMs) =>
        Enumerable.Range(0, Events).Select(i => Step(user, clients, i, endMs)).OrderBy(step => step.AtMs);

    private static SignInStep Step(int user, int clients, int number, long endMs)
    {
        var random = Mix64.Of(((ulong)user * Events) + (ulong)number);
        var (ip, country) = AddressBook.Of(user, second: random % 5 == 0);

        // Some day, between eight and five: a working life with free evenings.
        var at = endMs - SpanMs + (SpanMs / (Events + 2) * number);
        var atMs = at - (at % DayMs) + (8 * HourMs) + (long)(random % (9 * HourMs));
        return new SignInStep((user * Events) + number, user % clients, user, atMs, ip, country, IsSuccess: random % 100 >= 3, IsVpn: number % 2 == 1);
    }
}
