namespace Soc.Model.Events;

/// <summary>OCSF activity_id values by class. 0 is Unknown and 99 is Other in every class.</summary>
public static class Activity
{
    public const int Unknown = 0;
    public const int Other = 99;

    /// <summary>Activities of 3002 Authentication.</summary>
    public static class Auth
    {
        public const int Logon = 1;
        public const int Logoff = 2;
        public const int AuthenticationTicket = 3;
        public const int ServiceTicketRequest = 4;
        public const int ServiceTicketRenew = 5;
        public const int Preauth = 6;
        public const int AccountSwitch = 7;
    }

    /// <summary>Activities of 3001 Account Change.</summary>
    public static class Account
    {
        public const int Create = 1;
        public const int Enable = 2;
        public const int PasswordChange = 3;
        public const int PasswordReset = 4;
        public const int Disable = 5;
        public const int Delete = 6;
        public const int AttachPolicy = 7;
        public const int DetachPolicy = 8;
        public const int Lock = 9;
        public const int MfaEnable = 10;
        public const int MfaDisable = 11;
        public const int Unlock = 12;
    }

    /// <summary>Activities of 3006 Group Management.</summary>
    public static class Group
    {
        public const int AssignPrivileges = 1;
        public const int RevokePrivileges = 2;
        public const int AddUser = 3;
        public const int RemoveUser = 4;
        public const int Delete = 5;
        public const int Create = 6;
    }

    /// <summary>Activities of 4001 Network Activity.</summary>
    public static class Network
    {
        public const int Open = 1;
        public const int Close = 2;
        public const int Reset = 3;
        public const int Fail = 4;
        public const int Refuse = 5;
        public const int Traffic = 6;
        public const int Listen = 7;
    }

    /// <summary>Activities of 4003 DNS Activity.</summary>
    public static class Dns
    {
        public const int Query = 1;
        public const int Response = 2;
        public const int Traffic = 6;
    }

    /// <summary>Activities of 4004 DHCP Activity.</summary>
    public static class Dhcp
    {
        public const int Discover = 1;
        public const int Offer = 2;
        public const int Request = 3;
        public const int Decline = 4;
        public const int Ack = 5;
        public const int Nak = 6;
        public const int Release = 7;
        public const int Inform = 8;
    }

    /// <summary>Activities of 4006 SMB Activity.</summary>
    public static class Smb
    {
        public const int Supersede = 1;
        public const int Open = 2;
        public const int Create = 3;
        public const int OpenIf = 4;
        public const int Overwrite = 5;
        public const int OverwriteIf = 6;
    }

    /// <summary>Activities of 5001 Device Inventory Info.</summary>
    public static class Inventory
    {
        public const int Log = 1;
        public const int Collect = 2;
    }

    /// <summary>Activities of 4014 Tunnel Activity.</summary>
    public static class Tunnel
    {
        public const int Open = 1;
        public const int Close = 2;
        public const int Renew = 3;
    }

    /// <summary>Activities of 2004 Detection Finding.</summary>
    public static class Finding
    {
        public const int Create = 1;
        public const int Update = 2;
        public const int Close = 3;
    }
}
