namespace Soc.Benchmarks.Lines;

/// <summary>
/// Sign-ins of an estate: half of them from a tenth of the users, 3 % mistyped passwords, and now and then an address
/// that tries a dozen passwords, so that there are signals to time.
/// </summary>
internal sealed class SignInMix(int users, int clients, bool withVpn)
{
    /// <summary>Ordinary sign-ins between two attacks.</summary>
    public const int AttackEvery = 5_000;

    /// <summary>Failures of one attack: two more than make a signal.</summary>
    public const int AttackLength = 12;

    /// <summary>One sign-in of each user, in turn.</summary>
    public IEnumerable<SignInStep> EachUserOnce(long startMs) =>
        Enumerable.Range(0, users).Select(user => Ordinary(user, user, startMs + user));

    /// <summary>A stretch of the day.</summary>
    /// <param name="first">Number of the first step: another stretch of the same estate begins where the last ended.</param>
    public IEnumerable<SignInStep> Take(int first, int count, long startMs, double stepMs)
    {
        for (var i = first; i < first + count; i++)
        {
            var atMs = startMs + (long)((i - first) * stepMs);
            yield return i % AttackEvery < AttackLength && i >= AttackEvery ? Attack(i, atMs) : Ordinary(i, UserOf(i), atMs);
        }
    }

    private int UserOf(int number)
    {
        var random = Mix64.Of((ulong)number);
        return (int)((random >> 32) % (ulong)((random & 1) == 0 ? users : Math.Max(1, users / 10)));
    }

    private SignInStep Ordinary(int number, int user, long atMs)
    {
        var random = Mix64.Of((ulong)number ^ 0xABCDEF);
        var (ip, country) = AddressBook.Of(user, second: random % 10 == 0);
        return new SignInStep(number, user % clients, user, atMs, ip, country, IsSuccess: random % 100 >= 3, withVpn && ((random >> 20) & 1) == 1);
    }

    private SignInStep Attack(int number, long atMs)
    {
        var attack = number / AttackEvery;
        var user = Mix64.Below((ulong)attack + 1, users);
        return new SignInStep(number, user % clients, user, atMs, AddressBook.Attacker(attack), "US", IsSuccess: false, IsVpn: false);
    }
}
