using Soc.Model.Events;
using Soc.Parsing.Mapping;
using Soc.Parsing.Text;

namespace Soc.Parsing.Sources.Syslog;

/// <summary>useradd, userdel, usermod, groupadd, passwd: 3001 Account Change and 3006 Group Management.</summary>
internal static class AccountLines
{
    public static ParseResult Map(in SyslogRecord r)
    {
        var text = r.Body;
        if (LineText.TryDrop(ref text, "new user: name="u8))
        {
            return Account(r, Activity.Account.Create, UpToComma(text));
        }

        if (LineText.TryDrop(ref text, "delete user '"u8))
        {
            return Account(r, Activity.Account.Delete, Quoted(text));
        }

        if (LineText.TryDrop(ref text, "lock user '"u8))
        {
            return Account(r, Activity.Account.Lock, Quoted(text));
        }

        if (LineText.TryDrop(ref text, "unlock user '"u8))
        {
            return Account(r, Activity.Account.Unlock, Quoted(text));
        }

        var changed = text.IndexOf("password changed for "u8);
        if (changed >= 0)
        {
            return Account(r, Activity.Account.PasswordChange, LineText.Word(text[(changed + "password changed for ".Length)..]));
        }

        if (LineText.TryDrop(ref text, "new group: name="u8))
        {
            return Group(r, Activity.Group.Create, default, UpToComma(text));
        }

        // "add 'anna' to group 'sudo'"; the line for the shadow group says it again.
        var to = text.IndexOf("' to group '"u8);
        return to > 0 && LineText.TryDrop(ref text, "add '"u8)
            ? Group(r, Activity.Group.AddUser, Quoted(text), Quoted(text[(text.IndexOf("' to group '"u8) + "' to group '".Length)..]))
            : ParseResult.Skipped(Reasons.SystemEvent);
    }

    private static ParseResult Account(in SyslogRecord r, int activity, ReadOnlySpan<byte> name)
    {
        var user = UserNames.From(FieldText.Read(name));
        return user is null
            ? ParseResult.Malformed(Reasons.Truncated)
            : ParseResult.Event(r.Other(FieldText.Read(r.App, 32) ?? "passwd", EventClass.AccountChange, activity, EventStatus.Success, user, null) with
            {
                Change = new ChangeSection { Operation = FieldText.Read(LineText.Word(r.Body)), Target = user.Name },
            });
    }

    private static ParseResult Group(in SyslogRecord r, int activity, ReadOnlySpan<byte> member, ReadOnlySpan<byte> group)
    {
        var user = UserNames.From(FieldText.Read(member));
        return ParseResult.Event(r.Other(FieldText.Read(r.App, 32) ?? "group", EventClass.GroupManagement, activity, EventStatus.Success, user, null) with
        {
            Change = new ChangeSection { Operation = FieldText.Read(LineText.Word(r.Body)), Target = user?.Name, Group = FieldText.Read(group) },
        });
    }

    private static ReadOnlySpan<byte> UpToComma(ReadOnlySpan<byte> text)
    {
        var comma = text.IndexOf((byte)',');
        return comma < 0 ? text : text[..comma];
    }

    private static ReadOnlySpan<byte> Quoted(ReadOnlySpan<byte> text)
    {
        var quote = text.IndexOf((byte)'\'');
        return quote < 0 ? text : text[..quote];
    }
}
