using System.Text.Json;
using Soc.Parsing.Json;
using Soc.Parsing.Sources.EntraSignIn;

namespace Soc.Parsing.Sources.EntraAudit;

/// <summary>Reads what only audit records have.</summary>
internal static class EntraAuditReader
{
    private static readonly JsonNames<InitiatorField> InitiatorFields = new();
    private static readonly JsonNames<PrincipalField> PrincipalFields = new(("servicePrincipalId", PrincipalField.Id), ("servicePrincipalName", PrincipalField.Name));
    private static readonly JsonNames<ChangeField> ChangeFields = new();

    private enum InitiatorField
    {
        None = 0,
        User,
        App,
    }

    private enum PrincipalField
    {
        None = 0,
        Id,
        Name,
        DisplayName,
        UserPrincipalName,
        IpAddress,
        Type,
        ModifiedProperties,
    }

    private enum ChangeField
    {
        None = 0,
        DisplayName,
        OldValue,
        NewValue,
    }

    public static bool Read(ref Utf8JsonReader reader, ref EntraRecord r, EntraField field)
    {
        switch (field)
        {
            case EntraField.ActivityDisplayName: r.Activity = JsonRead.Text(ref reader) ?? r.Activity; break;
            case EntraField.Result: r.Result = JsonRead.Text(ref reader) ?? r.Result; break;
            case EntraField.InitiatedBy: JsonRead.Object(ref reader, ref r, ReadInitiator); break;
            case EntraField.TargetResources:
                r.HasTargets = true;
                JsonRead.Objects(ref reader, ref r, ReadTarget);
                break;
            default: return false;
        }

        return true;
    }

    private static void ReadInitiator(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            var field = JsonRead.Field(ref reader, InitiatorFields);
            if (field == InitiatorField.None)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            // Both members may be there, one of them null or without a name.
            var principal = new EntraPrincipal { IsApp = field == InitiatorField.App };
            JsonRead.Object(ref reader, ref principal, ReadPrincipal);
            if (r.Initiator.IsEmpty && !principal.IsEmpty)
            {
                r.Initiator = principal;
            }
        }
    }

    private static void ReadTarget(ref Utf8JsonReader reader, ref EntraRecord r)
    {
        var target = default(EntraPrincipal);
        ReadPrincipal(ref reader, ref target);
        switch (target.Type?.ToLowerInvariant())
        {
            case "user": Keep(ref r.UserTarget, in target); break;
            case "device": Keep(ref r.DeviceTarget, in target); break;
            case "group" or "role": Keep(ref r.GroupTarget, in target); break;
            default: Keep(ref target.UserPrincipalName is null ? ref r.OtherTarget : ref r.UserTarget, in target); break;
        }
    }

    private static void Keep(ref EntraPrincipal place, ref readonly EntraPrincipal target)
    {
        if (place.IsEmpty)
        {
            place = target;
        }
    }

    private static void ReadPrincipal(ref Utf8JsonReader reader, ref EntraPrincipal p)
    {
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, PrincipalFields))
            {
                case PrincipalField.Id: p.Id = JsonRead.Text(ref reader) ?? p.Id; break;
                case PrincipalField.Name:
                    var name = JsonRead.Text(ref reader);
                    p.UserPrincipalName ??= p.IsApp ? name : null;
                    break;
                case PrincipalField.DisplayName: p.DisplayName = JsonRead.Text(ref reader); break;
                case PrincipalField.UserPrincipalName: p.UserPrincipalName = JsonRead.Text(ref reader); break;
                case PrincipalField.IpAddress: p.Address = JsonRead.Address(ref reader, out _); break;
                case PrincipalField.Type: p.Type = JsonRead.Text(ref reader); break;
                case PrincipalField.ModifiedProperties: JsonRead.Objects(ref reader, ref p, ReadChange); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
    }

    private static void ReadChange(ref Utf8JsonReader reader, ref EntraPrincipal p)
    {
        string? name = null;
        string? oldValue = null;
        string? newValue = null;
        while (JsonRead.NextProperty(ref reader))
        {
            switch (JsonRead.Field(ref reader, ChangeFields))
            {
                case ChangeField.DisplayName: name = JsonRead.Text(ref reader); break;
                case ChangeField.OldValue: oldValue = JsonRead.Text(ref reader); break;
                case ChangeField.NewValue: newValue = JsonRead.Text(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }

        if (name is "Group.DisplayName" or "Role.DisplayName")
        {
            // On removal only the old value is there. Values are JSON texts within the text.
            p.GroupName = (Unquoted(newValue) ?? Unquoted(oldValue)) ?? p.GroupName;
        }
        else if (name?.StartsWith("StrongAuthentication", StringComparison.Ordinal) == true)
        {
            p.TouchesStrongAuthentication = true;
            p.RemovesStrongAuthentication |= Unquoted(newValue) is null or "[]" && Unquoted(oldValue) is not (null or "[]");
        }
    }

    private static string? Unquoted(string? value)
    {
        var text = value?.Trim().Trim('"');
        return string.IsNullOrEmpty(text) || text == "null" ? null : text;
    }
}
