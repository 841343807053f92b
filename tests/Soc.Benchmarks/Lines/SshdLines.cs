using System.Globalization;

namespace Soc.Benchmarks.Lines;

/// <summary>A busy server's auth.log: people who sign in, and 1 address in 100 that tries passwords.</summary>
internal static class SshdLines
{
    private const int Addresses = 20_000;
    private const int GuessingEvery = 100;
    private static readonly string[] Names = ["root", "admin", "oracle", "test", "postgres", "ubuntu", "git", "deploy"];

    /// <summary>Lines in order of time, ten a second, ending at <paramref name="endMs"/>. A quarter of them are guesses.</summary>
    public static IEnumerable<string> Take(int count, long endMs)
    {
        for (var i = 0; i < count; i++)
        {
            var time = DateTimeOffset.FromUnixTimeMilliseconds(endMs - ((count - i) * 100L));
            var stamp = string.Create(CultureInfo.InvariantCulture, $"{time:MMM} {time.Day,2} {time:HH:mm:ss}");
            yield return i % 4 == 0 ? Guess(i, stamp) : Ordinary(i, stamp);
        }
    }

    // The guessing addresses are busy in turn, each for a stretch, as scanners are.
    private static string Guess(int number, string stamp)
    {
        var guesser = number / 1_000 % (Addresses / GuessingEvery);
        return string.Create(CultureInfo.InvariantCulture, $"{stamp} web1 sshd[{2000 + (number % 30000)}]: Failed password for invalid user {Names[number / 4 % Names.Length]} from {AddressBook.Attacker(guesser)} port {20000 + (number % 40000)} ssh2");
    }

    private static string Ordinary(int number, string stamp)
    {
        var person = Mix64.Below((ulong)number, Addresses - (Addresses / GuessingEvery));
        var ip = AddressBook.Of(person, second: false).Ip;
        return number % 50 == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{stamp} web1 sshd[{2000 + (number % 30000)}]: Failed password for user{person} from {ip} port {20000 + (number % 40000)} ssh2")
            : string.Create(CultureInfo.InvariantCulture, $"{stamp} web1 sshd[{2000 + (number % 30000)}]: Accepted publickey for user{person} from {ip} port {20000 + (number % 40000)} ssh2: ED25519 SHA256:{Mix64.Of((ulong)person):x16}{Mix64.Of((ulong)person + 1):x16}");
    }
}
